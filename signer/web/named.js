// What is signed and never recorded, STATEMENT.md section 13: its name, and not a kind, stands in what the signature covers.
// signer/named.go in Go.

import { refuse, unhex, hex } from "./bytes.js"
import { decode, encode } from "./cbor.js"
import { kid, verify } from "./ed25519.js"
import { envelop, fields, MAX_STATEMENT, sigStructure, sign1, size, within } from "./statement.js"

// BadSignature says that bytes are of the one encoding, and not signed by the key that they ought to be.
export class BadSignature extends Error {}

// signNamed signs a payload, bytes, under a name.
export function signNamed(key, name, origin, payload) {
  return envelop(name, key, origin, encode(new Map([[1, -8], [4, unhex(kid(key.public))]])), payload)
}

// parseNamed reads what signNamed makes: { kid, payload, ... }, unverified.
export function parseNamed(raw) {
  if (raw.length > MAX_STATEMENT) refuse(`more than ${MAX_STATEMENT} bytes`)
  const { header, payload, signature } = sign1(raw)
  const labels = fields(decode(header), [[1, "alg", within(-8, -8)], [4, "kid", size(8)]])
  return { raw, kid: hex(labels.kid), header, payload, signature }
}

// checkNamed throws where the key did not sign it under the name.
export async function checkNamed({ kid: named, header, payload, signature }, name, origin, key) {
  if (named === kid(key) && (await verify(key, sigStructure(name, origin, header, payload), signature))) return
  throw new BadSignature(`a ${name} that another key signed, or for another institution`)
}
