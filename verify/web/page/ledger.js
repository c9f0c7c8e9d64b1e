// What only the ledger can say: whether the entry is in its tree, what became of it since, which file was issued, the
// text that was signed and in which campaign. The status list and the tiles are fetched whole, so that no question names the
// certificate, and nothing that comes back is believed before it is verified. Five questions do name it, and each is a
// person's own: a typed code, which file was issued where a PDF is checked, when and why something was revoked, the
// certificate's number, and the certificate itself.

import { bytesOf, equal, hex, refuse, textOf, unbase64, unhex } from "../signer/bytes.js"
import { read } from "../verifier/proof.js"
import { kid } from "../signer/ed25519.js"
import { engine } from "../verifier/engine.js"
import { covered, parse } from "../signer/statement.js"
import { sha256 } from "../signer/sha256.js"
import { inclusion } from "../verifier/tree.js"
import { get, getLive, isCopy, Unanswered } from "./network.js"
import { contradicts } from "./file.js"
import { unable, Unfound } from "./find.js"
import { scanner } from "./picture.js"

// proofOf asks for the proof of a typed code.
export async function proofOf(code, saved) {
  if (saved) throw new Unfound("unread.code-saved")
  const proof = await get("v1/proofs/" + code).catch((why) => {
    if (why.kind === "gone") throw new Unfound("unread.code-erased")
    if (why.kind === "offline") throw Object.assign(new Unfound("unread.code-offline"), { again: true })
    throw Object.assign(unable("page.code.unanswered"), { why })
  })
  if (proof === null) throw new Unfound("unread.code-unknown")
  return proof
}

// askText returns the text that a pledge signed: { state: "here", body }, once its digest is the signed one. A saved page
// has its texts with it.
export async function askText({ pledge, text }, saved) {
  const digest = pledge.text_digest
  if (text === null) return { state: "unknown" }
  if (saved && saved.texts[digest] === undefined) return { state: "absent", why: null }
  let bytes
  try {
    bytes = saved ? bytesOf(saved.texts[digest]) : ((await get("v1/texts/" + digest)) ?? absent(digest))
  } catch (why) {
    return { state: "absent", why }
  }
  if (hex(sha256(bytes)) !== digest) return { state: "other" }
  return { state: "here", body: textOf(bytes) }
}

function absent(path) {
  throw new Unanswered(path, "absent")
}

// completed asks everything else and checks again with what came: it returns what is to change in the state.
export async function completed({ verifier, proof, found, trust, result, now }) {
  const [full, status, issued, campaign] = await Promise.all([
    withInclusion(proof, result),
    askStatus(verifier, trust, now(), result.index),
    found.pdf ? askFile(found, trust, result) : found.code ? askNumber({ result, trust }) : { file: null },
    askCampaign(trust, result),
  ])
  const check = (proof) => verifier.check(proof, trust, status.source, now(), issued.file ?? null)
  const again = await check(full.proof)
  // Where this server's tiles do not lead to its checkpoint it is the server that is accused, not a proof that never
  // spoke of them: the answer stays, and the accusation stands beside it.
  const contradicted = found.pdf && issued.file === "unchecked" && (await contradicts(found.pdf, found.proof))
  if (contradicted) return { phase: "unread", unread: new Unfound("unread.contradicts") }
  const accused = full.added && again.steps[5].ok === false
  return {
    result: accused ? await check(proof) : again,
    network: status.why?.kind === "offline" && full.reached !== true ? "offline" : "asked",
    unanswered: { status: status.why, inclusion: full.why, file: found.pdf && issued.why, number: !found.pdf && issued.why },
    statusRefused: status.refused,
    accused,
    number: issued.number,
    numberRevocation: issued.numberRevocation,
    fileRemark: issued.remark,
    fileDifferences: issued.differences,
    fileRevocation: issued.revocation,
    campaign,
  }
}

// withInclusion makes a full proof of a short one. Of one that is full already it asks nothing.
async function withInclusion(proof, { steps }) {
  if (steps[5].code !== "inclusion-absent") return { proof, added: false }
  const from = (get) => inclusion(inBytes(proof), async (path) => (await get(path)) ?? absent(path))
  try {
    const full = (await from(get)) ?? (isCopy() ? await from(getLive) : null) // a copy may be older than the entry
    return full ? { proof: full, added: true, reached: true } : { proof, added: false, reached: true }
  } catch (error) {
    const why = error instanceof Unanswered ? error : null // else what came was no tile
    return { proof, added: false, why, reached: why?.kind !== "offline" }
  }
}

// askStatus fetches the whole status list. One that is refused is no source. Where a copy has one that is refused, has
// expired, or is older than the entry, the institution's own server may have a better one.
async function askStatus(verifier, trust, now, index) {
  const here = await statusFrom(get, verifier, trust, now)
  if (!isCopy() || here.why || reaches(here.source, index)) return here
  const there = await statusFrom(getLive, verifier, trust, now)
  return there.source ? there : here
}

function reaches(source, index) {
  try {
    return Boolean(source.status(index))
  } catch {
    return false
  }
}

async function statusFrom(get, verifier, trust, now) {
  let list
  try {
    list = (await get("status")) ?? absent("status")
  } catch (why) {
    return { source: null, why }
  }
  try {
    return { source: await verifier.openStatus(list, trust, now) }
  } catch {
    return { source: null, refused: true }
  }
}

// askFile asks which file was issued for a pledge that this ledger recorded, and says what the one at hand is, with a
// remark, the name of a sentence (verify.DifferenceCodes). A file that is not the issued one may only have been saved anew:
// that shows beside the issued one. Where that cannot be had it is not checked, and never called altered.
async function askFile({ pdf, proof }, trust, { pledge, steps, code }) {
  if (!steps[4].ok) return { file: "unchecked" }
  try {
    const answer = await get("v1/certificates/" + pledge.digest)
    if (answer === null) return { file: "unchecked", remark: "unissued" } // which nobody signed
    const { statement, revocation } = JSON.parse(textOf(answer))
    const issuance = await openSigned("issuance", unbase64(statement), trust)
    const { pledge: of, file, length, number } = issuance.body
    if (!equal(of, unhex(pledge.digest))) return { file: "unchecked" }
    if (equal(file, sha256(pdf))) {
      const revoked = revocation && (await revocationOf(revocation, issuance, trust))
      return { file: revoked ? "revoked" : "issued", number, revocation: revoked }
    }
    const begins = length < pdf.length && equal(file, sha256(pdf.subarray(0, length)))
    if (begins) return { file: "extended", remark: await added(pdf, length), number }
    return { ...((await beside(pdf, proof, file, code)) ?? { file: "unchecked", remark: "unlike" }), number }
  } catch (why) {
    return { file: "unchecked", why: why instanceof Unanswered ? why : null }
  }
}

// beside holds a PDF against the issued one, as verify.FileOf does; null where that one cannot be had or held against.
async function beside(pdf, proof, digest, code) {
  try {
    const issued = await get(`v1/certificates/${code}.pdf`)
    if (issued === null || !equal(sha256(issued), digest)) return null
    const compared = (await scanner()).compare(pdf, issued, inBytes(proof))
    return compared.file === "unchecked" ? null : compared
  } catch {
    return null
  }
}

// askPDF asks for the certificate itself. It returns { url }, under which this page has it, or { why } there is none.
export async function askPDF({ code }) {
  try {
    const path = `v1/certificates/${code}.pdf`
    const pdf = await get(path)
    if (pdf === null) throw new Unanswered(path, "unkept")
    return { url: URL.createObjectURL(new Blob([pdf], { type: "application/pdf" })) }
  } catch (why) {
    return { why }
  }
}

// askNumber asks which number the certificate of a pledge has: where its code was typed, or a person wants to know. It
// returns { number, numberRevocation }, the number being "" where none was issued, or { why } there is no answer.
export async function askNumber({ result, trust }) {
  try {
    const answer = await get("v1/certificates/" + result.pledge.digest)
    if (answer === null) return { number: "" }
    const { statement, revocation } = JSON.parse(textOf(answer))
    const issuance = await openSigned("issuance", unbase64(statement), trust)
    if (!equal(issuance.body.pledge, unhex(result.pledge.digest))) return refuse("another pledge's")
    return { number: issuance.body.number, numberRevocation: revocation && (await revocationOf(revocation, issuance, trust)) }
  } catch (why) {
    return { why: why instanceof Unanswered ? why : new Unanswered("certificate", "broken", { cause: why }) }
  }
}

// askCampaign returns the title of the campaign that a pledge names, once a registrar is known to have signed it for that
// campaign and that text; null where it cannot be had.
async function askCampaign(trust, { pledge, steps }) {
  if (!steps[4].ok) return null
  try {
    const { body } = await openSigned("campaign", await get("v1/campaigns/" + pledge.campaign), trust)
    return body.id === pledge.campaign && hex(body.digest) === pledge.text_digest ? body.title : null
  } catch {
    return null // the identifier says it too
  }
}

// added names what stands behind the issued file, where our own reader of PDFs can be loaded.
async function added(pdf, length) {
  try {
    return "added-" + (await scanner()).added(pdf, length)
  } catch {
    return "added-unread"
  }
}

const ISSUANCE = 3 // what a revocation revokes

// revocationOf opens a registrar's revocation of an issuance: null where it is of something else.
async function revocationOf(encoded, issuance, trust) {
  const { time, body } = await openSigned("revocation", unbase64(encoded), trust)
  return body.what === ISSUANCE && equal(body.target, issuance.digest) ? { time, reason: body.reason } : null
}

// askWhy asks when and why something was revoked. The answer counts where a registrar of the trust list signed it, or the
// employee's own key. It returns { revocation } or { whyFailed }, an Unanswered, or true where what came was no answer.
export async function askWhy({ proof, result, trust }) {
  try {
    const statement = (await get("v1/revocations/" + result.index)) ?? absent("revocation")
    const { time, body } = await openSigned("revocation", statement, trust, [read(inBytes(proof)).pledge.credential.key])
    return { revocation: { time, reason: body.reason } }
  } catch (error) {
    return { whyFailed: error instanceof Unanswered ? error : true }
  }
}

// openSigned opens a statement that a registrar of the trust list signed, or one of the keys.
async function openSigned(kind, bytes, trust, keys = []) {
  const { verify } = await engine()
  const statement = parse(kind, bytes)
  const { header, payload, signature } = statement
  const message = covered(header, bytesOf(`ikrar/${kind}/v1 ${trust.origin}`), payload)
  for (const key of [...trust.registrars.map((r) => r.key), ...keys]) {
    if (kid(key) === statement.kid && (await verify(key, message, signature))) return statement
  }
  return refuse("signed by nobody known")
}

const inBytes = (proof) => (typeof proof === "string" ? bytesOf(proof) : proof)
