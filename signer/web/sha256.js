// SHA-256 (FIPS 180-4), synchronous, and there too where browsers withhold crypto.subtle: on plain http.

// The first 32 bits of the fractional parts of the cube roots, and of the first eight square roots, of the primes.
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0
const primes = []
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)))
const START = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)))

const rotate = (x, n) => (x >>> n) | (x << (32 - n))

export function sha256(...parts) {
  const length = parts.reduce((n, p) => n + p.length, 0)
  const padded = new Uint8Array(Math.ceil((length + 9) / 64) * 64)
  let at = 0
  for (const p of parts) {
    padded.set(p, at)
    at += p.length
  }
  padded[at] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29))
  view.setUint32(padded.length - 4, length << 3)
  const state = START.slice()
  const w = new Int32Array(64)
  for (let block = 0; block < padded.length; block += 64) compress(state, w, view, block)
  const sum = new DataView(new ArrayBuffer(32))
  state.forEach((x, i) => sum.setInt32(4 * i, x))
  return new Uint8Array(sum.buffer)
}

function compress(state, w, view, block) {
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(block + 4 * i)
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2]
    w[i] = w[i - 16] + w[i - 7] + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let i = 0; i < 64; i++) {
    const t = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
    const u = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t) | 0
    d = c
    c = b
    b = a
    a = (t + u) | 0
  }
  for (const [i, x] of [a, b, c, d, e, f, g, h].entries()) state[i] += x
}
