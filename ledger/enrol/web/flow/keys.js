// Keys: made here, kept under a passphrase, or wrapped under the code for once.

import { base64, concat, equal, unbase64 } from "../signer/bytes.js"
import { encode } from "../signer/cbor.js"
import { fromSeed } from "../signer/ed25519.js"
import { wrappingKey } from "../signer/invitation.js"
import { NeedsPassphrase, NotAKey, passphraseFault, readKey, WrongPassphrase } from "../signer/keyfile.js"
import { signNamed } from "../signer/named.js"
import { confirming } from "../signer/statement.js"

export const normal = (passphrase) => passphrase.normalize("NFC")

// fault says why a new passphrase is not taken: null, "short", "unprintable", "differ".
export function fault(passphrase, again) {
  const { why = null } = passphraseFault(passphrase) ?? {}
  if (why !== null) return ["empty", "short"].includes(why) ? "short" : "unprintable"
  return normal(passphrase) === normal(again) ? null : "differ"
}

// wrap encrypts a seed under the code: what is stored of a key for once is of no use without the slip.
export async function wrap(key, code, origin) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealing = { name: "AES-GCM", iv, additionalData: key.public }
  const sealed = await crypto.subtle.encrypt(sealing, await wrapping(code, origin, "encrypt"), key.seed)
  return base64(concat(iv, new Uint8Array(sealed)))
}

// unwrap gives the key of a public key again, or throws.
export async function unwrap(wrapped, code, origin, publicKey) {
  const bytes = unbase64(wrapped)
  const opening = { name: "AES-GCM", iv: bytes.subarray(0, 12), additionalData: publicKey }
  const seed = await crypto.subtle.decrypt(opening, await wrapping(code, origin, "decrypt"), bytes.subarray(12))
  const key = await fromSeed(new Uint8Array(seed))
  if (!equal(key.public, publicKey)) throw new Error("another key")
  return key
}

async function wrapping(code, origin, use) {
  return crypto.subtle.importKey("raw", await wrappingKey(code, origin), "AES-GCM", false, [use])
}

// unlock opens a key file, and says in the word of a state why it does not: { key, sealed } or { fault, form }. sealed says
// that the file is encrypted.
export async function unlock(text, passphrase) {
  try {
    return { key: await readKey(text, null), sealed: false }
  } catch (error) {
    if (!(error instanceof NeedsPassphrase)) return unopened(error)
  }
  if (!passphrase) return { fault: "needs-passphrase" }
  try {
    return { key: await readKey(text, passphrase), sealed: true }
  } catch (error) {
    return unopened(error)
  }
}

function unopened(error) {
  if (error instanceof WrongPassphrase) return { fault: "passphrase" }
  if (error instanceof NotAKey) return { fault: "not-a-key", form: error.form }
  throw error
}

// enrolmentBy asks, signed by a key, for its own credential (STATEMENT.md section 6). It has no date: the same bytes get the
// person's packet for as long as the key holds.
export function enrolmentBy(key, origin) {
  return signNamed(key, "enrolment", origin, encode(new Map([[8, confirming(key.public)]])))
}
