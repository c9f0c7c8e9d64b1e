// The status list, PROOF.md section 2: what became of every entry, fetched whole, so that nobody learns which one was meant.

import { hex, refuse } from "../signer/bytes.js"
import { decode } from "../signer/cbor.js"
import { kid, verify } from "../signer/ed25519.js"
import { covered, fields, isMap, isOrigin, sign1, size, time, within } from "../signer/statement.js"
import { isURL } from "./trust.js"

const MAX_ENTRIES = 2 ** 25
const MAX_LIST = MAX_ENTRIES / 4 + 4096 // bytes
const MAX_LIFE = 30 * 86400 // seconds

// Stale is thrown by a list past its expiry, where it knows nothing bad of an entry.
export class Stale extends Error {
  constructor(expires) {
    super(`the status list expired at ${expires}`)
    this.expires = expires
  }
}

const isText = (s) => typeof s === "string"
const isBytes = (x) => x instanceof Uint8Array

// openStatus takes the numbered steps of the section. It returns the source of step 7, {issued, expires, ttl, size, status(index)}.
export async function openStatus(bytes, trust, now) {
  if (bytes.length > MAX_LIST) refuse(`more than ${MAX_LIST} bytes`) // step 1
  const { header, payload, signature } = sign1(bytes)
  const labels = fields(decode(header), [[1, "alg", within(-8, -8)], [4, "kid", size(8)], [16, "typ", (t) => t === "application/statuslist+cwt"]])
  const claims = fields(decode(payload), [
    [1, "iss", (s) => isText(s) && isOrigin(s)], [2, "sub", (s) => isText(s) && s.endsWith("/status") && isURL(s.slice(0, -"/status".length))],
    [4, "exp", time], [6, "iat", time], [65533, "list", isMap], [65534, "ttl", within(1, MAX_LIFE)], [-65537, "tree", isMap],
  ])
  const { lst } = fields(claims.list, [["lst", "lst", isBytes], ["bits", "bits", within(2, 2)]])
  const tree = fields(claims.tree, [[1, "size", within(1, MAX_ENTRIES)], [2, "root", size(32)]])
  const { iss, exp, iat, ttl } = claims
  if (exp <= iat || exp - iat > MAX_LIFE) refuse("an expiry before its issue, or too long after it")
  if (iss !== trust.origin) refuse("the list of another institution") // step 2
  const ledger = trust.ledgers.find((l) => l.first <= tree.size - 1 && tree.size - 1 <= l.last) // step 3
  if (ledger?.state !== "active" || kid(ledger.key.key) !== hex(labels.kid)) refuse("not by the ledger key that is active for its tree")
  if (!(await verify(ledger.key.key, covered(header, new Uint8Array(), payload), signature))) refuse("its signature does not hold") // step 4
  const pairs = await inflate(lst, tree.size) // step 5
  return { issued: iat, expires: exp, ttl, size: tree.size, status: (index) => answer(pairs, index, tree.size, { iat, exp, now }) }
}

function answer(pairs, index, size, { iat, exp, now }) {
  if (index >= size) throw new Error(`the status list of ${size} entries does not reach entry ${index}`)
  const state = ["good", "revoked", , "erased"][(pairs[Math.floor(index / 4)] >> ((index % 4) * 2)) & 3]
  if (state === "good" && now > exp) throw new Stale(exp)
  return { state, asOf: iat }
}

// inflate unpacks exactly the pairs of size entries.
async function inflate(packed, size) {
  const pairs = await unpack(packed, size)
  if (size % 4 && pairs.at(-1) >> ((size % 4) * 2)) refuse("bits beyond the last entry")
  if (pairs.some((b) => (b >> 1) & ~b & 0x55)) refuse("an entry with the value 2")
  // Not every browser refuses bytes behind the stream, but every one refuses a stream that is cut off, as this one must be without
  // its last byte.
  const longer = await unpack(packed.subarray(0, -1), size).then(() => true, () => false)
  return longer ? refuse("bytes behind the zlib stream") : pairs
}

// unpack stops where there would be more.
async function unpack(packed, size) {
  const pairs = new Uint8Array(Math.ceil(size / 4))
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader()
  let at = 0
  for (;;) {
    const { done, value } = await reader.read() // throws where it is no zlib stream
    if (done) break
    if (at + value.length > pairs.length) {
      reader.cancel().catch(() => {}) // what was still to come is of no interest
      refuse(`more than ${size} pairs`)
    }
    pairs.set(value, at)
    at += value.length
  }
  return at < pairs.length ? refuse(`fewer than ${size} pairs`) : pairs
}
