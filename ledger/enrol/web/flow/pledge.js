// The pledge: its text, its bytes, and the proof that it is recorded.

import { base64, bytesOf, concat, equal, hex, unbase64, unhex } from "../signer/bytes.js"
import { encode, encodeHead } from "../signer/cbor.js"
import { codeOf, make } from "../signer/statement.js"
import { sha256 } from "../signer/sha256.js"
import { readJSON, refusal } from "./network.js"
import { Stop, tooOld } from "./stop.js"

// readable is the campaign with its text, once the text is the one that the campaign and the trust list name.
export function readable(campaign, trust) {
  const digest = sha256(bytesOf(campaign.text))
  const listed = trust.texts.some((t) => t.digest === hex(digest))
  if (!equal(digest, campaign.digest) || !listed) throw new Stop("text")
  return { ...campaign, digest: hex(digest) }
}

// signPledge signs a pledge in a campaign under a credential: { raw, code }, raw in base64. Its time is never before the
// credential's.
export async function signPledge({ key, trust, server }, campaign, credential) {
  const iat = Math.max(Math.floor(server.signable()), credential.time)
  const body = new Map([[1, unhex(campaign.digest)], [2, campaign.id], [3, campaign.place]])
  const raw = await make("pledge", key, trust.origin, new Map([[6, iat], [-65537, body]]), credential.raw)
  return { raw: base64(raw), code: codeOf(raw) }
}

// send has a pledge recorded: { proof }, the short one, or { refused }, the answer, where a rule of the ledger forbids it.
export async function send(server, raw) {
  const answer = await server.post("v1/pledges", raw)
  if (answer.code !== "") {
    if ([403, 409, 422].includes(answer.status)) return { refused: answer }
    throw refusal(answer)
  }
  return { proof: shortProof(raw, answer.bytes) }
}

// shortProof puts a registration beside its pledge: PROOF.md section 1.
function shortProof(raw, bytes) {
  const r = readJSON(bytes)
  const isRegistration = [r?.index, r?.time, r?.credential].every(Number.isSafeInteger) && /^[0-9a-f]{128}$/.test(r.signature)
  if (!isRegistration) throw tooOld()
  return concat(encodeHead(4, 6), encode(1), raw, encode(r.index), encode(r.time), encode(r.credential), encode(unhex(r.signature)))
}

// fullProof asks for the proof of a code: { bytes }, or { bytes: null, code } with not-found, gone, or unpublished and when to
// ask again.
export async function fullProof(server, code) {
  const answer = await server.get("v1/proofs/" + code)
  if (answer.code === "") return { bytes: answer.bytes, code: "" }
  if (["not-found", "gone", "unpublished"].includes(answer.code)) return { bytes: null, code: answer.code, wait: answer.wait }
  throw refusal(answer)
}

// judge has the verifier check a proof of a pledge of ours, and stops where it does not hold: what the server said is then no
// proof. whole says that the proof must show that the entry is in the ledger, with the quorum.
export async function judge({ verifier, trust, server }, proof, pledge, whole) {
  const answer = await verifier.check(proof, trust, null, server.date(), null)
  const ours = answer.pledge?.digest === hex(sha256(unbase64(pledge.raw)))
  const holds = answer.verdict === "valid" && ours && (!whole || answer.steps[5].code === "included")
  if (!holds) throw new Stop("proof", { answer, proof: whole ? { bytes: proof, name: `${pledge.code}.tlog-proof` } : null })
  return answer
}

// certificateOf asks, without loading it, whether the certificate is there: { state, url, name, retry }. Why it will never be
// is in the answer's body, which HEAD leaves out, and which is short.
export async function certificateOf(server, code) {
  const path = `v1/certificates/${code}.pdf`
  const certificate = { url: server.base + path, name: `${code}.pdf`, retry: 0 }
  try {
    const { status, wait } = await server.head(path)
    if (status === 200) return { ...certificate, state: "ready" }
    const why = status === 410 ? (await server.get(path)).code : ""
    const state = ["gone", "revoked"].includes(why) ? why : "later"
    return { ...certificate, state, retry: state === "later" ? wait || 60 : 0 }
  } catch {
    return { ...certificate, state: "later", retry: 60 }
  }
}
