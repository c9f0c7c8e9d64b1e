// The one Ed25519 rule, STATEMENT.md section 5, on top of the browser's WebCrypto; and signing.

import { concat, hex, refuse, unbase64, unhex } from "./bytes.js"
import { sha256 } from "./sha256.js"

const P = 2n ** 255n - 19n
const L = 2n ** 252n + 27742317777372353535851937790883648493n

const little = (bytes) => BigInt("0x" + hex(Uint8Array.from(bytes).reverse()))

// The y of the eight points whose order divides 8, and of their encodings with x = -0.
const SMALL = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
].map((y) => little(unhex(y))))

// usable is steps 1 and 2 of the rule, for A and for R.
function usable(point) {
  const y = BigInt.asUintN(255, little(point))
  return y < P && !SMALL.has(y)
}

// verify says whether the signature, R || S, holds. Where nothing here can decide it throws, never answers false: a browser
// without Ed25519, or with another rule than ours, decides by our Go program, which pages that sign have beside them.
export async function verify(key, message, signature) {
  decides ??= follows()
  if (await decides) return holds(key, message, signature)
  return (await program()).verify(key, message, signature)
}

let decides = null // whether the browser itself does

async function holds(key, message, signature) {
  if (!usable(key) || !usable(signature.subarray(0, 32))) return false
  if (little(signature.subarray(32)) >= L) return false // step 3
  let imported
  try {
    imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"])
  } catch (error) {
    if (error.name === "DataError") return false // step 4: not on the curve; others find that out in verify
    throw error
  }
  return crypto.subtle.verify("Ed25519", imported, signature, message) // step 5
}

// follows says whether this browser's Ed25519 decides as the rule does. The standard leaves room where a point has a torsion
// component: the first two of these hold without the cofactor, the third holds with it alone.
export async function follows() {
  const right = PROBES.map(async ([key, message, signature, valid]) => {
    return (await holds(unhex(key), unhex(message), unhex(signature))) === valid
  })
  try {
    return (await Promise.all(right)).every(Boolean)
  } catch {
    return false // no Ed25519 here, or no WebCrypto at all
  }
}

// From signer/eddsa/testdata/ed25519.json: valid, key-torsion-1-holds, r-torsion-only-with-cofactor.
const PROBES = [
  ["69779f304c88b521b6e78ed6d79b8603ec60ac7ef6af6015cced0038064d2a19",
    "76616c69642030",
    "b060a4ff36abb908ac009c4d44984fc5bf1cf7d3779b2936069e43e5779311585d65b83635fe19086ba69241c53f6bce91b6a9269ee20a2ed8395359c6cd2903", true],
  ["b761f45f7c6b963b5e47953ee3c28d8a89e20574d71ddbf08aeb1bffd86236bf",
    "6b65792d746f7273696f6e2d312d686f6c64732034",
    "b060a4ff36abb908ac009c4d44984fc5bf1cf7d3779b2936069e43e577931158a903cfcfa47d1ee17f600f5ecb550591babad022a73ab23913761366c2ea8600", true],
  ["69779f304c88b521b6e78ed6d79b8603ec60ac7ef6af6015cced0038064d2a19",
    "722d746f7273696f6e2d6f6e6c792d776974682d636f666163746f722030",
    "ff6642e422cdb2e8f75f91d712c4d9c87775fc8f88660a44dddc7456850a7e4510a90dee75a9719cbcc7c5a1195ad3015a8c8c4a7e533df6eab063b614ac5f04", false],
]

// kid is the key's identifier, STATEMENT.md section 4, in hexadecimal.
export const kid = (key) => hex(sha256(key).subarray(0, 8))

const checked = new Map() // keys by their hexadecimal, for a key stands in a trust list twice

// checkKey refuses a key that must not be listed: one that the rule refuses, or with a torsion component.
export function checkKey(key) {
  const name = hex(key)
  if (!checked.has(name)) checked.set(name, usable(key) && isPrime(key))
  if (!checked.get(name)) refuse("an Ed25519 key that may not be listed")
}

// The curve -x^2 + y^2 = 1 + d x^2 y^2 over the integers modulo P, RFC 8032 section 5.1.

const mod = (x) => ((x %= P) < 0n ? x + P : x)

function power(x, n) {
  let result = 1n
  for (; n > 0n; n >>= 1n) {
    if (n & 1n) result = mod(result * x)
    x = mod(x * x)
  }
  return result
}

const D = mod(-121665n * power(121666n, P - 2n))
const ROOT = power(2n, (P - 1n) / 4n) // of -1

// decompress is RFC 8032 section 5.1.3: the point as [X, Y, Z, T], or null where y is of no point of the curve.
function decompress(bytes) {
  const encoded = little(bytes)
  const y = BigInt.asUintN(255, encoded)
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n)
  let x = mod(u * v ** 3n * power(mod(u * v ** 7n), (P - 5n) / 8n))
  if (mod(v * x * x) !== u) x = mod(x * ROOT)
  if (mod(v * x * x) !== u) return null
  if ((x & 1n) !== encoded >> 255n) x = mod(-x)
  return [x, y, 1n, mod(x * y)]
}

// add is the complete addition of RFC 8032 section 5.1.4.
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2))
  const c = mod(2n * D * t1 * t2), d = 2n * z1 * z2
  const e = b - a, f = mod(d - c), g = mod(d + c), h = b + a
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

// double leaves T out, its fourth multiplication, where no addition follows that would need it.
function double([x, y, z], needsT) {
  const a = mod(x * x), b = mod(y * y)
  const h = a + b, e = h - mod((x + y) * (x + y)), g = a - b, f = mod(2n * z * z + g)
  return [mod(e * f), mod(g * h), mod(f * g), needsT ? mod(e * h) : null]
}

// isPrime says whether the point is on the curve, and [L] times it is zero: L has 253 bits, of which few are set.
function isPrime(key) {
  const point = decompress(key)
  if (!point) return false
  let sum = point
  for (let bit = 251n; bit >= 0n; bit--) {
    const adds = (L >> bit) & 1n
    sum = double(sum, adds)
    if (adds) sum = add(sum, point)
  }
  return sum[0] === 0n && sum[1] === sum[2]
}

// Signing. A key is { seed, public }, of 32 bytes each (RFC 8032 section 5.1.5).

// CannotSign says that neither the browser nor our program signs here, or that what they made does not hold.
export class CannotSign extends Error {}

export const newKey = () => fromSeed(crypto.getRandomValues(new Uint8Array(32)))

export async function fromSeed(seed) {
  const { publicOf } = await signing()
  return { seed: Uint8Array.from(seed), public: await publicOf(seed) }
}

// sign signs a message, and verifies before it returns: a signature that a fault spoiled may give the key away.
export async function sign(key, message) {
  const signature = await (await signing()).sign(key.seed, message)
  if (!(await verify(key.public, message, signature))) throw new CannotSign("a signature was made that does not hold")
  return signature
}

// canSign tries whether this device signs.
export async function canSign() {
  try {
    return (await sign(await newKey(), new Uint8Array(1))).length === 64
  } catch {
    return false
  }
}

const PKCS8 = unhex("302e020100300506032b657004220420") // RFC 8410 section 7: all before the seed

const importSeed = (seed) => crypto.subtle.importKey("pkcs8", concat(PKCS8, seed), "Ed25519", true, ["sign"])

const browser = {
  async publicOf(seed) {
    const { x } = await crypto.subtle.exportKey("jwk", await importSeed(seed))
    return unbase64(x.replaceAll("-", "+").replaceAll("_", "/") + "=")
  },
  sign: async (seed, message) => new Uint8Array(await crypto.subtle.sign("Ed25519", await importSeed(seed), message)),
}

let signs = null // what signs here

function signing() {
  signs ??= browser.publicOf(new Uint8Array(32)).then(() => browser, program) // rejects where there is no crypto.subtle, too
  return signs
}

// program is our Go, compiled to WebAssembly. It is fetched where it is needed alone: it has more than a megabyte.
async function program() {
  try {
    const { loadSigner } = await import("../signer/wasm.js")
    return await loadSigner()
  } catch (error) {
    signs = null // there may be a network the next time
    throw new CannotSign("no Ed25519 here: " + error.message)
  }
}
