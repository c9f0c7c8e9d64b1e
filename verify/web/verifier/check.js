// check takes the numbered steps of PROOF.md section 4 and draws the answer of section 5, as verify.Check does in Go.

import { Incomplete, readWhole } from "./beginning.js"
import { bytesOf, hex } from "../signer/bytes.js"
import { openCheckpoint } from "./note.js"
import { Later } from "./proof.js"
import { codeOf, open, registered } from "../signer/statement.js"
import { Stale } from "./status.js"
import { entryOf, included, leafHash } from "./tree.js"
import { met, needed } from "./trust.js"

const SKEW = 600 // seconds that an employee's clock may run ahead of the ledger's

// check answers for a proof in any form, text or bytes. now is Unix seconds. status is the source of step 7, an object whose method
// status(index) gives {state, time, reason, asOf} or throws; file is what the ledger said of step 8's file. Both may be null.
export async function check(proof, trust, status, now, file) {
  const steps = Array.from({ length: 8 }, (_, i) => ({ n: i + 1, ok: null, code: "not-reached", args: {} }))
  const set = (n, ok, code, args = {}) => { steps[n - 1] = { n, ok, code, args } }
  const result = {
    verdict: "", integrity: "", trust: now > trust.nextUpdate ? "stale" : "trusted", status: "unchecked",
    revocation: { time: 0, reason: "", asOf: 0 }, file: "unchecked", steps, index: null, time: null, code: "", person: person({}), pledge: null, text: null, registrar: { name: "" },
    quorum: { need: 0, have: 0, names: [] },
  }
  const found = readProof(proof, set)
  if (found) {
    describe(result, found, trust)
    await checkRegistrar(result, found, trust, set)
    await checkPledge(result, found, trust, set)
    checkText(result, found, trust, set)
    const stolen = await checkRegistration(found, trust, set)
    await checkInclusion(result, found, trust, stolen, set)
    checkStatus(result, found, status, set)
  }
  checkFile(result, file, set)
  return decide(result)
}

// Step 1, one encoding.
function readProof(proof, set) {
  try {
    const found = readWhole(typeof proof === "string" ? bytesOf(proof) : proof)
    set(1, true, "encoding-one")
    return found
  } catch (error) {
    if (error instanceof Later) set(1, null, "encoding-version", { detail: error.message })
    else if (error instanceof Incomplete) set(1, null, "encoding-incomplete")
    else set(1, false, "encoding-other", { detail: error.message })
    return null
  }
}

function person({ name = "", unit = "", position = "", rank = "", last4 = "" }) {
  return { name, unit, position, rank, nip_last4: last4 }
}

// describe puts what was read beside the verdict, as it was signed. Whether it may be believed the verdict says.
function describe(result, found, trust) {
  const { pledge } = found
  const digest = hex(pledge.body.text)
  result.text = trust.texts.find((t) => t.digest === digest) ?? null
  Object.assign(result, { index: found.index, time: found.time, code: codeOf(pledge.raw), person: person(pledge.credential.body) })
  result.pledge = {
    digest: hex(pledge.digest), text_id: result.text?.id ?? "", text_digest: digest, campaign: pledge.body.campaign, place: pledge.body.place,
    time: pledge.time,
  }
}

const holds = (range, index) => range.first <= index && index <= range.last

// Step 2, the registrar.
async function checkRegistrar(result, { pledge, credentialIndex }, trust, set) {
  const registrar = trust.registrars.find((r) => r.kid === pledge.credential.kid)
  if (!registrar) return set(2, false, "registrar-unknown")
  const { name } = registrar
  result.registrar.name = name
  if (!(await open(pledge.credential, trust.origin, registrar.key))) return set(2, false, "registrar-signature", { name })
  if (!holds(registrar, credentialIndex)) return set(2, false, "registrar-range", { name, index: credentialIndex })
  set(2, true, "registrar-known", { name })
}

// Step 3, the pledge, under the key of its credential. Where nobody here knows the registrar it may be another institution's.
async function checkPledge(result, { pledge }, trust, set) {
  const { key, body } = pledge.credential
  if (await open(pledge, trust.origin, key)) set(3, true, "pledge-signed", { name: body.name })
  else if (result.steps[1].code === "registrar-unknown") set(3, null, "pledge-undecided")
  else set(3, false, "pledge-signature")
}

// Step 4, the text.
function checkText({ text }, found, trust, set) {
  if (text) set(4, true, "text-known", { title: text.title, id: text.id })
  else set(4, false, "text-unknown")
}

// Step 5, the registration. Returns the ledger key where that has been stolen since.
async function checkRegistration({ pledge, index, time, credentialIndex, registration }, trust, set) {
  const ledger = trust.ledgers.find((l) => holds(l, index))
  if (!ledger) return set(5, false, "registration-range", { index })
  const claim = { index, time, digest: pledge.digest, credentialIndex }
  if (!(await registered(claim, trust.origin, ledger.key.key, registration))) return set(5, false, "registration-signature")
  if (credentialIndex >= index) return set(5, false, "registration-order", { index, credential: credentialIndex })
  if (time + SKEW < pledge.time) return set(5, false, "registration-early", { time })
  if (ledger.state !== "stolen") return set(5, true, "registered", { index, time })
  set(5, null, "registration-stolen", { index, time })
  return ledger
}

// Step 6, inclusion.
async function checkInclusion(result, found, trust, stolen, set) {
  const { inclusion } = found
  if (!inclusion) return set(6, null, "inclusion-absent")
  if (inclusion.index !== found.index) return set(6, false, "inclusion-index", { index: inclusion.index })
  let checkpoint
  try {
    checkpoint = await openCheckpoint(inclusion.checkpoint, trust.policy)
  } catch (error) {
    return set(6, false, "checkpoint-signature", { detail: error.message })
  }
  const { size, root, cosigned } = checkpoint
  const names = cosigned.map((c) => c.name)
  const need = needed(trust.policy), have = names.length
  result.quorum = { need, have, names }
  const ledger = trust.ledgers.find((l) => holds(l, Math.max(size, 1) - 1))
  if (ledger?.key.text !== checkpoint.log.text) return set(6, false, "checkpoint-range", { size })
  if (size <= found.index || !included(found.index, size, leafHash(entryOf(found)), inclusion.path, root)) {
    return set(6, false, "inclusion-path", { size })
  }
  if (!met(trust.policy, names)) return set(6, false, "quorum-short", { have, need })
  // Under a stolen key: what the thief cannot give is a quorum that saw this tree before the theft.
  const theft = Math.min(...[ledger, stolen].filter((l) => l?.state === "stolen").map((l) => l.stolen))
  if (theft < Infinity) {
    const before = cosigned.filter((c) => c.time < theft).map((c) => c.name)
    if (need === 0 || !met(trust.policy, before)) return set(6, null, "quorum-late", { time: theft })
    if (stolen) set(5, true, "registration-witnessed", { index: found.index, time: found.time })
  }
  set(6, true, "included", { size, have, need })
}

// Step 7, status. A source that fails is none.
function checkStatus(result, { index }, status, set) {
  if (!status) return set(7, null, "status-absent")
  let answer
  try {
    answer = status.status(index)
  } catch (error) {
    if (error instanceof Stale) return set(7, null, "status-stale", { time: error.expires })
    return set(7, null, "status-absent", { detail: error.message })
  }
  const { state, time = 0, reason = "", asOf = 0 } = answer
  Object.assign(result, { status: state, revocation: { time, reason, asOf } })
  if (state === "good") set(7, true, "status-good")
  else if (state === "revoked") set(7, false, "status-revoked", { reason, time })
  else if (state === "erased") set(7, null, "status-erased", { time })
  else set(7, null, "status-absent")
}

// Step 8, the file.
function checkFile(result, file, set) {
  if (!file) return set(8, null, "file-absent")
  const outcomes = { issued: true, different: false, revoked: false, extended: null, resaved: null, unchecked: null }
  set(8, outcomes[file], `file-${file}`)
  result.file = file === "revoked" ? "issued" : file // its bytes are those that were issued; the verdict tells the rest
}

// decide draws the verdict from the steps, the gravest first: PROOF.md section 5.
function decide(result) {
  const { steps } = result
  const failed = (...numbers) => numbers.some((n) => steps[n - 1].ok === false)
  const gave = (...codes) => steps.some((s) => codes.includes(s.code))
  const altered = failed(1, 3) || gave("file-different")
  if (altered) result.verdict = "altered"
  else if (failed(2, 4)) result.verdict = "untrusted"
  else if (failed(5, 6)) result.verdict = "unrecorded"
  else if (failed(7) || gave("file-revoked")) result.verdict = "revoked"
  else if (gave("encoding-version", "encoding-incomplete", "registration-stolen", "quorum-late", "status-erased", "file-extended", "file-resaved")) result.verdict = "undetermined"
  else result.verdict = "valid"

  if (altered) result.integrity = "broken"
  else if (steps[0].ok !== true || steps[2].ok !== true || gave("file-extended", "file-resaved")) result.integrity = "unknown"
  else result.integrity = "intact"

  if (result.pledge === null || failed(2, 4)) result.trust = "unknown"
  return result
}
