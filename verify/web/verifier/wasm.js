// Loads our Go programs where the browser itself does not suffice: the verifier without Ed25519 in WebCrypto, the decoder of
// QR codes without a detector.

import { bytesOf, Refused } from "../signer/bytes.js"
import { start } from "../signer/wasm.js"
import { Stale } from "./status.js"

// loadVerifier gives the verifier of engine.js as Go decides.
export async function loadVerifier() {
  const go = await start("verifier")
  const asBytes = (x) => (typeof x === "string" ? bytesOf(x) : x)
  const call = (name, ...args) => {
    const answer = go[name](...args)
    if (answer.expires !== undefined && answer.error !== undefined) throw new Stale(answer.expires)
    if (answer.error !== undefined) throw new Refused(answer.error)
    return answer
  }
  return {
    kind: "webassembly",
    openTrust: async (note, root) => call("openTrust", asBytes(note), root),
    openStatus: async (bytes, trust, now) => {
      const { number, ...list } = call("openStatus", bytes, trust.number, now)
      return { ...list, status: (index) => call("statusOf", number, index) }
    },
    check: async (proof, trust, status, now, file = null) => call("check", asBytes(proof), trust.number, status, now, file),
    verify: async (key, message, signature) => go.verify(key, message, signature),
  }
}

// loadScanner gives { find(bytes), pixels(rgba, width, height) }: what verify/scan finds in a file or in the pixels of a canvas. Both
// return { full, qr, code }, of which one is not empty, and file, the PDF that a proof was attached to; or { fault, args, message },
// the key of a sentence and what fills it. Beside them contradicts(pdf, proof): whether the pages of a PDF show another certificate's
// QR code than that of the proof, a text, which is attached to it; and added(bytes, length): what verify/pdf finds behind the first
// bytes of a PDF; and compare(pdf, issued, proof), all bytes: { file, differences: [{ what, here, issued }] }, what the first is beside
// the second.
export const loadScanner = () => start("scan")
