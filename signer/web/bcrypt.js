// bcrypt_pbkdf, by which OpenSSH makes the key of a key file from its passphrase: bcrypt on hashes of SHA-512, its outputs
// spread over what is asked for. It is Blowfish and its schedule, no more.

import { concat } from "./bytes.js"

// bcryptKey derives so many bytes. Between two hashes of some milliseconds each it waits for SHA-512, so that a page can draw.
export async function bcryptKey(secret, salt, rounds, length) {
  const key = new Uint8Array(length)
  const stride = Math.ceil(length / 32)
  const password = await sha512(secret)
  for (let block = 1; block <= stride; block++) {
    let last = hash(password, await sha512(concat(salt, Uint8Array.of(0, 0, 0, block))))
    const sum = last.slice()
    for (let round = 1; round < rounds; round++) {
      last = hash(password, await sha512(last))
      last.forEach((x, i) => { sum[i] ^= x })
    }
    for (let i = 0; i < 32 && i * stride + block - 1 < length; i++) key[i * stride + block - 1] = sum[i]
  }
  return key
}

const sha512 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-512", bytes))

const P = 18 // words of the schedule that are added to halves; the four boxes of 256 follow

// pi gives the first 32-bit words of its fraction, Blowfish's beginning: by Machin's formula, in whole numbers.
function pi(words) {
  const bits = BigInt(32 * words), guard = 64n
  const one = 1n << (bits + guard)
  const arctan = (n) => { // of 1/n
    let term = one / n, sum = term
    for (let k = 3n, sign = -1n; term > 0n; k += 2n, sign = -sign) {
      term /= n * n
      sum += (sign * term) / k
    }
    return sum
  }
  const digits = ((16n * arctan(5n) - 4n * arctan(239n)) >> guard).toString(16).slice(1)
  return Int32Array.from({ length: words }, (_, i) => parseInt(digits.slice(8 * i, 8 * i + 8), 16))
}

let beginning = null

const wordsOf = (bytes) => Int32Array.from({ length: bytes.length / 4 }, (_, i) => new DataView(bytes.buffer, bytes.byteOffset).getInt32(4 * i))

const MAGIC = "OxychromaticBlowfishSwatDynamite"

// hash is bcrypt's: 2^6 times the schedule of salt and password, then the magic words enciphered 64 times. Both are 64 bytes.
function hash(password, salt) {
  beginning ??= pi(P + 4 * 256)
  const state = beginning.slice()
  const key = wordsOf(password), data = wordsOf(salt)
  expand(state, key, data)
  for (let i = 0; i < 64; i++) {
    expand(state, data, NOTHING)
    expand(state, key, NOTHING)
  }
  const text = wordsOf(new TextEncoder().encode(MAGIC))
  for (let i = 0; i < text.length; i += 2) for (let n = 0; n < 64; n++) encipher(state, text, i)
  const out = new DataView(new ArrayBuffer(32))
  text.forEach((word, i) => out.setInt32(4 * i, word, true))
  return new Uint8Array(out.buffer)
}

const NOTHING = new Int32Array(16)
const half = new Int32Array(2)

// expand mixes a key of 16 words into the state, and data into what replaces it.
function expand(state, key, data) {
  for (let i = 0; i < P; i++) state[i] ^= key[i & 15]
  half[0] = half[1] = 0
  for (let i = 0; i < state.length; i += 2) {
    half[0] ^= data[i & 15]
    half[1] ^= data[(i + 1) & 15]
    encipher(state, half, 0)
    state[i] = half[0]
    state[i + 1] = half[1]
  }
}

// encipher is Blowfish on the two words at a place.
function encipher(s, words, at) {
  let l = words[at] ^ s[0], r = words[at + 1]
  for (let n = 1; n < 17; n += 2) {
    r ^= (((s[18 + (l >>> 24)] + s[274 + ((l >>> 16) & 255)]) ^ s[530 + ((l >>> 8) & 255)]) + s[786 + (l & 255)]) ^ s[n]
    l ^= (((s[18 + (r >>> 24)] + s[274 + ((r >>> 16) & 255)]) ^ s[530 + ((r >>> 8) & 255)]) + s[786 + (r & 255)]) ^ s[n + 1]
  }
  words[at] = r ^ s[17]
  words[at + 1] = l
}
