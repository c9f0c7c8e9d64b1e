// Key files as OpenSSH keeps them (PROTOCOL.key): what a page writes opens in ssh-keygen, and what ssh-keygen makes opens here.
// signer/keyfile in Go, whose forms have the same names.

import { armored, NotAKey } from "./armor.js"
import { bcryptKey } from "./bcrypt.js"
import { base64, bytesOf, concat, equal, refuse, textOf } from "./bytes.js"
import { fromSeed } from "./ed25519.js"
import { passphraseFault, secretOf, secretsOf } from "./passphrase.js"
import { sha256 } from "./sha256.js"
import { isLine } from "./statement.js"

export { NotAKey } from "./armor.js"
export { passphraseFault } from "./passphrase.js"

// NeedsPassphrase says that the key is encrypted and no passphrase was given, WrongPassphrase that it does not open the key.
export class NeedsPassphrase extends Error {}
export class WrongPassphrase extends Error {}

// BadPassphrase says that a new passphrase is not taken: fault is that of passphraseFault.
export class BadPassphrase extends Error {}

const MAGIC = bytesOf("openssh-key-v1\0")
const ALGORITHM = "ssh-ed25519"
const ROUNDS = 16
const MAX_ROUNDS = 2048
const MAX_COMMENT = 1024

const uint = (n) => Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n)
const string = (x) => {
  const bytes = typeof x === "string" ? bytesOf(x) : x
  return concat(uint(bytes.length), bytes)
}

// wire is the key blob of RFC 8709 section 4.
const wire = (key) => concat(string(ALGORITHM), string(key))

// fingerprint is what ssh-keygen -l prints of a public key.
export const fingerprint = (key) => "SHA256:" + base64(sha256(wire(key))).replace(/=+$/, "")

// publicLine is the line of a .pub file.
export const publicLine = (key, comment = "") => `${ALGORITHM} ${base64(wire(key))} ${comment}`.trimEnd() + "\n"

// writeKey writes a key as a private key file, encrypted unless the passphrase is null.
export function writeKey(key, passphrase, comment = "") {
  const random = crypto.getRandomValues(new Uint8Array(20))
  return sealKey(key, passphrase, comment, random.subarray(0, 16), random.subarray(16))
}

// sealKey is writeKey, given what is random: the salt of 16 bytes, and 4 that stand twice and tell a wrong passphrase.
export async function sealKey(key, passphrase, comment, salt, check) {
  const fault = passphrase === null ? null : passphraseFault(passphrase)
  if (fault) throw Object.assign(new BadPassphrase(fault.why), { fault })
  if (!isLine(comment, 0, MAX_COMMENT)) refuse("a comment that is not one line")
  const both = concat(key.seed, key.public)
  const inner = concat(check, check, string(ALGORITHM), string(key.public), string(both), string(comment))
  const block = passphrase === null ? 8 : 16
  const padded = concat(inner, Uint8Array.from({ length: -inner.length & (block - 1) }, (_, i) => i + 1))
  let cipher = "none", kdf = "none", options = new Uint8Array(), sealed = padded
  if (passphrase !== null) {
    [cipher, kdf, options] = ["aes256-ctr", "bcrypt", concat(string(salt), uint(ROUNDS))]
    sealed = await CIPHERS[cipher](await derive(secretOf(passphrase), salt, ROUNDS), padded)
  }
  const file = concat(MAGIC, string(cipher), string(kdf), string(options), uint(1), string(wire(key.public)), string(sealed))
  const lines = base64(file).match(/.{1,64}/g).join("\n")
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`
}

// readKey reads a private key file: { seed, public, comment }. It throws NeedsPassphrase, WrongPassphrase, or NotAKey with the
// form of what it is.
export async function readKey(text, passphrase = null) {
  const { label, body, seed } = armored(text)
  if (label === "PKCS8") return { ...(await fromSeed(seed)), comment: "" }
  const file = envelope(body)
  if (file.cipher === "none") return keyIn(file.sealed, file.key)
  if (passphrase === null) throw new NeedsPassphrase("the key is encrypted")
  for (const secret of secretsOf(passphrase)) {
    const opened = await CIPHERS[file.cipher](await derive(secret, file.salt, file.rounds), file.sealed)
    if (equal(opened.subarray(0, 4), opened.subarray(4, 8))) return keyIn(opened, file.key)
  }
  throw new WrongPassphrase("the passphrase does not open the key")
}

// envelope is what can be read without a passphrase. A key that cannot be used is refused before one is asked for.
function envelope(body) {
  if (!equal(body.subarray(0, MAGIC.length), MAGIC)) throw new NotAKey("garbled")
  const outer = new Strings(body.subarray(MAGIC.length))
  const cipher = outer.text(), kdf = outer.text(), options = new Strings(outer.bytes())
  if (outer.uint() !== 1) throw new NotAKey("several")
  const key = outer.bytes(), sealed = outer.bytes()
  const algorithm = new Strings(key).text()
  if (algorithm.startsWith("sk-")) throw new NotAKey("hardware", algorithm)
  if (algorithm !== ALGORITHM) throw new NotAKey("algorithm", algorithm)
  if (cipher === "none") return { cipher, key, sealed }
  if (!Object.hasOwn(CIPHERS, cipher)) throw new NotAKey("cipher", cipher)
  if (kdf !== "bcrypt") throw new NotAKey("cipher", kdf)
  const salt = options.bytes(), rounds = options.uint()
  if (salt.length === 0 || rounds < 1 || rounds > MAX_ROUNDS) throw new NotAKey("cipher", `bcrypt ${rounds}`)
  if (sealed.length === 0 || sealed.length % 16) throw new NotAKey("cut")
  return { cipher, key, sealed, salt, rounds }
}

// keyIn reads what was sealed. The file holds the public key three times, and only the seed decides: signing with another
// public key in the hash would give the private one away.
async function keyIn(opened, outside) {
  const inner = new Strings(opened)
  if (inner.uint() !== inner.uint()) throw new NotAKey("garbled")
  const algorithm = inner.text(), own = inner.bytes(), both = inner.bytes(), comment = inner.text()
  if (algorithm !== ALGORITHM || both.length !== 64) throw new NotAKey("garbled")
  const key = await fromSeed(both.subarray(0, 32))
  const agree = [own, both.subarray(32)].every((x) => equal(x, key.public)) && equal(outside, wire(key.public))
  if (!agree || !inner.rest().every((x, i) => x === i + 1)) throw new NotAKey("garbled")
  return { ...key, comment }
}

// Strings reads what SSH writes: numbers of 4 bytes, and bytes behind their length.
class Strings {
  constructor(bytes) {
    this.left = bytes
  }

  take(n) {
    if (n > this.left.length) throw new NotAKey("cut")
    const taken = this.left.subarray(0, n)
    this.left = this.left.subarray(n)
    return taken
  }

  uint() {
    return this.take(4).reduce((n, x) => n * 256 + x, 0)
  }

  bytes() {
    return this.take(this.uint())
  }

  text() {
    try {
      return textOf(this.bytes())
    } catch (error) {
      throw error instanceof NotAKey ? error : new NotAKey("garbled")
    }
  }

  rest() {
    return this.take(this.left.length)
  }
}

const importAES = (key, name, use) => crypto.subtle.importKey("raw", key.subarray(0, 32), name, false, [use])

// CIPHERS undo, and the first does too, by 32 bytes of key and 16 of initial vector.
const CIPHERS = {
  async "aes256-ctr"(key, bytes) {
    const how = { name: "AES-CTR", counter: key.subarray(32), length: 128 }
    return new Uint8Array(await crypto.subtle.encrypt(how, await importAES(key, "AES-CTR", "encrypt"), bytes))
  },
  // WebCrypto wants its own padding at the end: the encryption of nothing behind the last block.
  async "aes256-cbc"(key, bytes) {
    const cbc = (iv) => ({ name: "AES-CBC", iv })
    const end = await crypto.subtle.encrypt(cbc(bytes.subarray(-16)), await importAES(key, "AES-CBC", "encrypt"), new Uint8Array())
    const whole = concat(bytes, new Uint8Array(end))
    return new Uint8Array(await crypto.subtle.decrypt(cbc(key.subarray(32)), await importAES(key, "AES-CBC", "decrypt"), whole))
  },
}

// derive derives key and initial vector, in a worker where one starts. A page that was saved to a file has none.
async function derive(secret, salt, rounds) {
  if (globalThis.location?.protocol !== "file:") {
    try {
      const { bcryptApart } = await import("../signer/apart.js")
      return await bcryptApart(secret, salt, rounds, 48)
    } catch {
      // an old browser, no network: here then, a hash at a time
    }
  }
  return bcryptKey(secret, salt, rounds, 48)
}
