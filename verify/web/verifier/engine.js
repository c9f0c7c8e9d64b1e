// The verifier of ikrar in a browser: signer/STATEMENT.md and verify/PROOF.md, step by step and with the same reason codes. It
// fetches nothing, keeps nothing and reads no clock.
//
//   const verifier = await engine()                        // null where neither JavaScript nor WebAssembly can decide
//   verifier.kind                                          // "javascript"; "webassembly" where Ed25519 is missing or by other rules
//   const trust = await verifier.openTrust(note, rootOf(note))    // the first, from a hand one trusts
//   const newer = await verifier.openTrust(note, trust.root)      // later ones: the root is pinned; compare the serials
//   const status = await verifier.openStatus(bytes, trust, now)
//   const result = await verifier.check(proof, trust, status, now, file)
//   const holds = await verifier.verify(key, message, signature)  // the one Ed25519 rule alone
//
// Bytes are Uint8Arrays; a proof and a trust list may be text too. Times are Unix seconds. What is refused is thrown, with an
// English message.
//
// trust: { institution, origin, url, timezone, serial, issued, nextUpdate, root, nextRoot, texts: [{digest, id, language, title}],
//   registrars: [{first, last, kid, key, name}], ledgers: [{first, last, state, stolen}], policy: {...} }
//   root and nextRoot are vkeys, nextRoot null where there is none; last is Infinity where there is no end.
//
// status: any object whose method status(index) gives { state, time, reason, asOf } or throws; or null.
//
// file: the ledger's answer about the PDF the proof came in: issued, extended, resaved, different, revoked, unchecked; null where there was none.
//
// result: the object of `verify --json`, with codes where that has sentences.
//   verdict     valid, altered, untrusted, unrecorded, revoked, undetermined
//   integrity   intact, broken, unknown
//   trust       trusted, unknown, stale
//   status      good, revoked, erased, unchecked; and revocation: { time, reason, asOf }, 0 and "" where unknown
//   file        issued, extended, resaved, different, unchecked
//   steps       [{ n, ok: true, false or null, code, args }], 1 to 8; the code's phrase is reason.<code>
//   index, time, code, person: { name, unit, position, rank, nip_last4 },
//   pledge: { digest, text_id, text_digest, campaign, place, time }, text: { digest, id, language, title },
//   registrar: { name }, quorum: { need, have, names }
// index, time, pledge are null where step 1 did not hold, text also where the trust list does not know it. Names are as they were
// signed: whoever shows them marks what would hide in them.
//
// Beside it, the same in every browser: rootOf (trust.js), inclusion (tree.js: a full proof of a short one, from tiles), rosette
// (rosette.js), findText (finder.js), toDigits (proof.js), and of signer: parseCode (typed.js), sha256 (sha256.js).

import { check } from "./check.js"
import { follows, verify } from "../signer/ed25519.js"
import { openStatus } from "./status.js"
import { openTrust } from "./trust.js"

const javascript = { kind: "javascript", openTrust, openStatus, check, verify }

let chosen = null

// engine chooses once: JavaScript on the browser's Ed25519 where that decides as the one rule does, else WebAssembly.
export function engine() {
  chosen ??= choose()
  return chosen
}

async function choose() {
  if (await follows()) return javascript
  try {
    const { loadVerifier } = await import("../verifier/wasm.js") // only now: it has the better part of two megabytes behind it
    return await loadVerifier()
  } catch {
    chosen = null // there may be a network the next time
    return null
  }
}
