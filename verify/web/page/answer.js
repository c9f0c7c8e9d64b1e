// Which sentences an answer is given in: verify/answer in Go, for the page. It decides nothing. The verdict, the codes
// of the steps and their arguments come from the verifier.

import { has, moment, date, number, say } from "./say.js"
import { visible } from "./element.js"

// reason says why a step came out as it did.
export function reason({ code, args }) {
  const said = {}
  for (const [name, value] of Object.entries(args)) {
    said[name] = name === "time" ? moment(value) : visible(String(value))
  }
  return say("reason." + code, said)
}

// proved says whether what a proof says was signed, by people the trust list knows, and recorded: steps 1 to 5 hold and 6
// does not fail. A revocation or a file of another making takes nothing of that back.
export function proved(result) {
  return result.steps.slice(0, 5).every((step) => step.ok === true) && result.steps[5].ok !== false
}

// known says whether the trust list knows the registrar. Where it does not, the certificate may be another institution's,
// and this one's name does not belong beside it.
export function known(result) {
  return result.registrar.name !== ""
}

// sentence says what the verdict means here.
export function sentence({ result, trust, revocation, fileRevocation }) {
  const { verdict } = result
  const step = (n) => result.steps[n - 1].code
  if (step(1) === "encoding-other") return say("page.damaged")
  if (step(1) === "encoding-version") return say("page.later-version")
  if (verdict === "revoked" && revocation) {
    return say("verdict.revoked.dated", { date: date(revocation.time), reason: visible(revocation.reason) })
  }
  if (verdict === "revoked" && step(7) !== "status-revoked") {
    return say("page.revoked.file", { date: date(fileRevocation.time), reason: visible(fileRevocation.reason) })
  }
  if (verdict === "altered" && result.file === "different" && proved(result)) return say("verdict.altered.file")
  if (verdict === "untrusted" && step(2) === "registrar-unknown") {
    return say("page.other-institution", { institution: visible(trust.institution) })
  }
  if (verdict === "untrusted" && step(2) === "registrar-known") {
    return say("page.text-unknown", { institution: visible(trust.institution) })
  }
  if (verdict === "undetermined") {
    if (result.status === "erased") return say("verdict.undetermined.erased")
    if (result.file === "extended") return say("verdict.undetermined.extended")
    if (step(5) === "registration-stolen" || step(6) === "quorum-late") return say("verdict.undetermined.stolen")
  }
  return say("verdict." + verdict + ".sentence")
}

// stale says how old a trust list past its next update is.
export function stale(trust, now) {
  const age = Math.floor(Math.max(now - Number(trust.issued), 0) / 86400)
  return say("trust.stale.serial", { serial: trust.serial, age: number(age) })
}

// word is the verdict in capitals.
export function word(verdict) {
  return has("verdict." + verdict) ? say("verdict." + verdict) : say("page." + verdict)
}
