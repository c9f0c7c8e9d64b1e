// Keys: made here, kept under a passphrase, or wrapped under the code for once.

import { base64, bytesOf, concat, equal, unbase64 } from "../signer/bytes.js"
import { encode } from "../signer/cbor.js"
import { fromSeed } from "../signer/ed25519.js"
import { wrappingKey } from "../signer/invitation.js"
import { readKey } from "../signer/keyfile.js"
import { signNamed } from "../signer/named.js"
import { sha256 } from "../signer/sha256.js"
import { confirming } from "../signer/statement.js"

const SHORTEST = 8 // characters of a new passphrase, as signer/keyfile
const LONGEST = 1024 // bytes

// What nobody could type again, or would not see: controls, other blanks than the space, what has no width, accents without
// their letter, letters in another shape.
const UNTYPABLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufffd\u00ad\u115f\u1160\u3164\uffa0\u2800\ufe00-\ufe0f]|(?! )\p{Zs}/u
const isVariant = (c) => /\p{L}/u.test(c) && c.normalize("NFKC") !== c

export const normal = (passphrase) => passphrase.normalize("NFC")

// fault says why a new passphrase is not taken: null, "unprintable", "short", "differ".
export function fault(passphrase, again) {
  const secret = normal(passphrase)
  const characters = [...secret]
  if (UNTYPABLE.test(secret) || /^ | $|^\p{M}/u.test(secret) || characters.some(isVariant)) return "unprintable"
  if (characters.length < SHORTEST || bytesOf(secret).length > LONGEST) return "short"
  return secret === normal(again) ? null : "differ"
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
    if (error.name === "NotAKey") return { fault: "not-a-key", form: error.form ?? "" }
    if (error.name !== "NeedsPassphrase") throw error
  }
  if (!passphrase) return { fault: "needs-passphrase" }
  try {
    return { key: await readKey(text, passphrase), sealed: true }
  } catch (error) {
    if (error.name === "WrongPassphrase") return { fault: "passphrase" }
    if (error.name === "NotAKey") return { fault: "not-a-key", form: error.form ?? "" }
    throw error
  }
}

// enrolmentBy asks, signed by a key, for its own credential (STATEMENT.md section 6). It has no date: the same bytes get the
// person's packet for as long as the key holds.
export function enrolmentBy(key, origin) {
  return signNamed(key, "enrolment", origin, encode(new Map([[8, confirming(key.public)]])))
}

// fingerprint is what ssh-keygen -l says of a public key.
export function fingerprint(publicKey) {
  const wire = concat(Uint8Array.of(0, 0, 0, 11), bytesOf("ssh-ed25519"), Uint8Array.of(0, 0, 0, 32), publicKey)
  return "SHA256:" + base64(sha256(wire)).replace(/=+$/, "")
}

// fileName names a key file after its person, in letters that every device takes.
export function fileName(name) {
  const plain = name.normalize("NFKD").replace(/,.*/, "").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase()
  return `kunci-${plain || "ikrar"}.txt`
}
