// Which sentences an answer is given in: verify/answer in Go, for the page. It decides nothing. The verdict, the codes
// of the steps and their arguments come from the verifier.

import { moment, date, number, say } from "./say.js"
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
export function sentence({ result, revocation, fileRevocation, fileRemark }) {
  const { verdict } = result
  const step = (n) => result.steps[n - 1].code
  if (step(1) === "encoding-other") return say("verdict.altered.encoding")
  if (step(1) === "encoding-version") return say("verdict.undetermined.version")
  if (step(1) === "encoding-incomplete") return say("verdict.undetermined.incomplete")
  if (verdict === "revoked" && revocation) {
    return say("verdict.revoked.dated", { date: date(revocation.time), reason: visible(revocation.reason) })
  }
  if (verdict === "revoked" && step(7) !== "status-revoked") {
    return say("page.revoked.file", { date: date(fileRevocation.time), reason: visible(fileRevocation.reason) })
  }
  if (verdict === "altered" && result.file === "different" && proved(result)) return say("verdict.altered.file")
  if (verdict === "undetermined") {
    if (result.status === "erased") return say("verdict.undetermined.erased")
    if (result.file === "extended" && signedLater.includes(fileRemark)) return say("verdict.undetermined.signed")
    if (result.file === "extended") return say("verdict.undetermined.extended")
    if (result.file === "resaved" && proved(result)) return say("verdict.undetermined.resaved")
    if (step(5) === "registration-stolen" || step(6) === "quorum-late") return say("verdict.undetermined.stolen")
  }
  return say("verdict." + verdict + ".sentence")
}

// signedLater are what a file has behind the issued one where others have signed it.
const signedLater = ["added-signature", "added-seal"]

// advice says of what is not in the trust list where it may be known.
export function advice({ result, trust }) {
  const key = { "registrar-unknown": "page.other-institution", "registrar-known": "page.text-unknown" }[result.steps[1].code]
  return result.verdict === "untrusted" && key ? say(key, { institution: visible(trust.institution) }) : null
}

// stale says how old a trust list past its next update is.
export function stale(trust, now) {
  const age = Math.floor(Math.max(now - Number(trust.issued), 0) / 86400)
  return say("trust.stale.serial", { serial: trust.serial, age: number(age) })
}

// word is the verdict in capitals, or what stands in its place.
export function word({ verdict, status, steps }) {
  if (verdict !== "undetermined") return say("verdict." + verdict)
  if (steps[0].code === "encoding-incomplete") return say("verdict.incomplete")
  return say(status === "erased" ? "verdict.erased" : "verdict.undetermined")
}

// cause says why a question has no answer, an Unanswered, and what to do.
export function cause({ kind, wait, status }) {
  return say("page.cause." + kind, { wait: waiting(wait), status })
}

function waiting(seconds) {
  if (seconds < 5) return say(seconds === 0 ? "page.wait.some" : "page.wait.moment")
  return seconds < 120 ? say("page.wait.seconds", { n: seconds }) : say("page.wait.minutes", { n: Math.ceil(seconds / 60) })
}
