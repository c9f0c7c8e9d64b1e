// Writes a QR code: bytes to modules, ISO/IEC 18004 in byte mode at level L, whose modules are the largest on a screen. It
// draws nothing. A key file takes version 15 or so.

// Of level L, by version from 1: check codewords of a block, and blocks. Table 9 of the standard.
const CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25]

const checksOf = (version) => CHECKS[version - 1]
const blocksOf = (version) => BLOCKS[version - 1]
const sizeOf = (version) => 17 + 4 * version
const lengthBits = (version) => (version < 10 ? 8 : 16)

// codewordsOf counts what is left of the square beside its patterns, in bytes.
function codewordsOf(version) {
  const n = version > 1 ? Math.floor(version / 7) + 2 : 0
  const alignment = n && 25 * (n * n - 3) - 10 * (n - 2) // those that lie on a timing pattern cover 5 modules of it
  const bits = sizeOf(version) ** 2 - 3 * 64 - 31 - 2 * (sizeOf(version) - 16) - alignment - (version > 6 ? 36 : 0)
  return Math.floor(bits / 8)
}

const dataOf = (version) => codewordsOf(version) - checksOf(version) * blocksOf(version)

// encode returns the rows of the code, true for dark, without the quiet zone of 4 modules; null where the bytes are too many.
export function encode(bytes) {
  let version = 1
  while (version <= 40 && 4 + lengthBits(version) + 8 * bytes.length > 8 * dataOf(version)) version++
  if (version > 40) return null
  const { rows, reserved } = patterns(version)
  place(rows, reserved, interleaved(codewords(bytes, version), version))
  return masked(rows, reserved)
}

// codewords writes mode, length, bytes and padding.
function codewords(bytes, version) {
  const bits = []
  const put = (value, n) => {
    for (let i = n - 1; i >= 0; i--) bits.push((value >> i) & 1)
  }
  put(4, 4)
  put(bytes.length, lengthBits(version))
  for (const one of bytes) put(one, 8)
  put(0, Math.min(4, 8 * dataOf(version) - bits.length))
  while (bits.length % 8) bits.push(0)
  const out = []
  for (let i = 0; i < bits.length; i += 8) out.push(bits.slice(i, i + 8).reduce((sum, bit) => 2 * sum + bit, 0))
  for (let pad = 0xec; out.length < dataOf(version); pad ^= 0xec ^ 0x11) out.push(pad)
  return out
}

// interleaved cuts data into blocks, the longer ones last, appends each block's checks, and takes of all by turns.
function interleaved(data, version) {
  const blocks = blocksOf(version)
  const short = Math.floor(data.length / blocks)
  const divisor = generator(checksOf(version))
  const parts = []
  for (let i = 0, at = 0; i < blocks; i++) {
    const length = short + (i >= blocks - (data.length % blocks) ? 1 : 0)
    parts.push(data.slice(at, at + length))
    at += length
  }
  const byTurns = (lists) => Array.from({ length: Math.max(...lists.map((l) => l.length)) }, (_, k) => lists.flatMap((l) => (k < l.length ? [l[k]] : []))).flat()
  return byTurns(parts).concat(byTurns(parts.map((part) => remainder(part, divisor))))
}

// times multiplies in the field of 256 elements, by x^8 + x^4 + x^3 + x^2 + 1.
function times(a, b) {
  let out = 0
  for (let i = 7; i >= 0; i--) {
    out = (out << 1) ^ ((out >> 7) * 0x11d)
    out ^= ((b >> i) & 1) * a
  }
  return out
}

// generator is the product of (x - 2^k) for k below degree, without its leading 1.
function generator(degree) {
  const out = new Array(degree).fill(0)
  out[degree - 1] = 1
  for (let k = 0, root = 1; k < degree; k++, root = times(root, 2)) {
    for (let i = 0; i < degree; i++) out[i] = times(out[i], root) ^ (out[i + 1] ?? 0)
  }
  return out
}

function remainder(data, divisor) {
  const out = new Array(divisor.length).fill(0)
  for (const one of data) {
    const factor = one ^ out.shift()
    out.push(0)
    divisor.forEach((d, i) => (out[i] ^= times(d, factor)))
  }
  return out
}

// patterns draws what is the same for all codes of a version, and reserves the place of the format.
function patterns(version) {
  const size = sizeOf(version)
  const rows = Array.from({ length: size }, () => new Array(size).fill(false))
  const reserved = Array.from({ length: size }, () => new Array(size).fill(false))
  const set = (x, y, dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return
    rows[y][x] = dark
    reserved[y][x] = true
  }
  const rings = (x, y, reach, light) => {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
    }
  }
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0)
    set(i, 6, i % 2 === 0)
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, [2, 4])
  const centres = alignment(version)
  const last = centres.length - 1
  centres.forEach((x, i) => centres.forEach((y, j) => {
    if (!(i === 0 && j === 0) && !(i === 0 && j === last) && !(i === last && j === 0)) rings(x, y, 2, [1])
  }))
  format(rows, reserved, 0)
  if (version > 6) versionBits(version, set)
  return { rows, reserved }
}

// alignment returns the centres of the alignment patterns along a side. Annex E of the standard.
function alignment(version) {
  if (version === 1) return []
  const n = Math.floor(version / 7) + 2
  const step = version === 32 ? 26 : 2 * Math.ceil((4 * version + 4) / (2 * n - 2))
  return [6, ...Array.from({ length: n - 1 }, (_, i) => sizeOf(version) - 7 - step * (n - 2 - i))]
}

// coded appends the remainder of a BCH code to a value.
function coded(value, divisor, bits) {
  let rest = value << bits
  for (let i = 31 - Math.clz32(rest); i >= bits; i--) if ((rest >> i) & 1) rest ^= divisor << (i - bits)
  return (value << bits) | rest
}

// format writes level and mask, twice, and the one module that is always dark.
function format(rows, reserved, mask) {
  const size = rows.length
  const bits = coded(8 | mask, 0x537, 10) ^ 0x5412
  const set = (x, y, dark) => {
    rows[y][x] = dark
    reserved[y][x] = true
  }
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1
    if (i < 8) set(8, i + (i > 5 ? 1 : 0), dark)
    else set(i === 8 ? 7 : 14 - i, 8, dark)
    if (i < 8) set(size - 1 - i, 8, dark)
    else set(8, size - 15 + i, dark)
  }
  set(8, size - 8, true)
}

function versionBits(version, set) {
  const bits = coded(version, 0x1f25, 12)
  for (let i = 0; i < 18; i++) {
    const [near, far] = [Math.floor(i / 3), sizeOf(version) - 11 + (i % 3)]
    set(near, far, ((bits >> i) & 1) === 1)
    set(far, near, ((bits >> i) & 1) === 1)
  }
}

// place lays the bits in columns of two from the right, up and down by turns, around what is reserved.
function place(rows, reserved, words) {
  const size = rows.length
  let at = 0
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right--
    for (let i = 0; i < size; i++) {
      const y = up ? size - 1 - i : i
      for (const x of [right, right - 1]) {
        if (reserved[y][x]) continue
        rows[y][x] = ((words[at >> 3] >> (7 - (at & 7))) & 1) === 1
        at++
      }
    }
  }
}

const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
]

// masked turns over the modules of the mask that leaves the fewest shapes which mislead a reader.
function masked(rows, reserved) {
  const tries = MASKS.map((turns, mask) => {
    const made = rows.map((row, y) => row.map((dark, x) => (reserved[y][x] || turns(x, y) !== 0 ? dark : !dark)))
    format(made, reserved, mask)
    return { made, penalty: penalty(made) + penalty(made[0].map((_, x) => made.map((row) => row[x]))) }
  })
  return tries.reduce((best, one) => (one.penalty < best.penalty ? one : best)).made
}

// penalty adds up, for the rows alone, what section 7.8.3 of the standard counts: runs of five, squares of four, what looks like a finder,
// and an uneven share of dark. Squares and share are counted once a direction, which changes no order of masks.
function penalty(rows) {
  let sum = 0
  let dark = 0
  rows.forEach((row, y) => {
    const line = row.map((one) => (one ? "1" : "0")).join("")
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2
    sum += 40 * [...line.matchAll(/(?=00001011101|10111010000)/g)].length
    row.forEach((one, x) => {
      dark += one ? 1 : 0
      if (y > 0 && x > 0 && one === row[x - 1] && one === rows[y - 1][x] && one === rows[y - 1][x - 1]) sum += 1.5
    })
  })
  return sum + 5 * Math.floor(Math.abs((20 * dark) / rows.length ** 2 - 10))
}
