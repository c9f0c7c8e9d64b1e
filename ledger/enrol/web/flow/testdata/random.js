// Signatures as Safari makes them: at random, each time another one, valid all the same. WebCrypto is told to sign like that.

const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n
const mod = (x, m = P) => ((x % m) + m) % m
const power = (x, n) => {
  let r = 1n
  for (; n > 0n; n >>= 1n, x = mod(x * x)) if (n & 1n) r = mod(r * x)
  return r
}
const D = mod(-121665n * power(121666n, P - 2n))
const little = (bytes) => bytes.reduceRight((n, x) => (n << 8n) | BigInt(x), 0n)
const bytesOf = (n) => Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n))

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * D * t1 * t2), d = mod(2n * z1 * z2)
  const e = b - a, f = d - c, g = d + c, h = b + a
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)]
}

const BY = mod(4n * power(5n, P - 2n))
const BX = 15112221349535400772501151409588531511454012693041857206046113283949847762202n
const BASE = [BX, BY, 1n, mod(BX * BY)]

function times(n, point) {
  let sum = [0n, 1n, 1n, 0n]
  for (; n > 0n; n >>= 1n, point = add(point, point)) if (n & 1n) sum = add(sum, point)
  return sum
}

function encoded([x, y, z]) {
  const inverse = power(z, P - 2n)
  const bytes = bytesOf(mod(y * inverse))
  bytes[31] |= Number(mod(x * inverse) & 1n) << 7
  return bytes
}

const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-512", new Blob(parts).size ? await new Blob(parts).arrayBuffer() : new Uint8Array()))

const seeds = new WeakMap()

export function signAtRandom() {
  const { importKey, sign } = SubtleCrypto.prototype
  SubtleCrypto.prototype.importKey = async function (format, data, algorithm, ...rest) {
    const key = await importKey.call(this, format, data, algorithm, ...rest)
    const name = typeof algorithm === "string" ? algorithm : algorithm.name
    if (name === "Ed25519" && format === "pkcs8") seeds.set(key, new Uint8Array(data).slice(-32))
    if (name === "Ed25519" && format === "jwk" && data.d) seeds.set(key, Uint8Array.from(atob(data.d.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)))
    return key
  }
  SubtleCrypto.prototype.sign = async function (algorithm, key, data) {
    const seed = seeds.get(key)
    if (!seed) return sign.call(this, algorithm, key, data)
    const h = await hash(seed)
    h[0] &= 248
    h[31] = (h[31] & 127) | 64
    const s = little(h.subarray(0, 32)), A = encoded(times(s % L, BASE))
    const r = little(crypto.getRandomValues(new Uint8Array(32))) % L, R = encoded(times(r, BASE))
    const k = little(await hash(R, A, data)) % L
    const signature = new Uint8Array(64)
    signature.set(R)
    signature.set(bytesOf(mod(r + k * s, L)), 32)
    return signature.buffer
  }
}
