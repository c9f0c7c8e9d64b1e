// Core deterministic CBOR (RFC 8949 section 4.2.1), the one encoding of STATEMENT.md: shortest heads, definite lengths,
// labels in the order of their bytes and none twice, no tags, no floats, valid UTF-8, nothing after the last byte.
//
// The decoder takes nothing else, so that what it reads need not be written again to be compared. Integers become
// numbers, byte strings Uint8Arrays, maps Maps; every array has its own bytes in the member raw.

import { bytesOf, concat, refuse, textOf } from "./bytes.js"

const LEAST = [24, 256, 65536, 2 ** 32] // that needs a head with 1, 2, 4 or 8 bytes behind it
const MAX_NESTING = 8 // as signer/cbor/limits.go: a statement nests five deep

export function decode(bytes) {
  const reader = new Reader(bytes)
  const value = reader.value(0)
  if (reader.at !== bytes.length) refuse("bytes after the last item")
  return value
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.at = 0
  }

  take(n) {
    if (n > this.bytes.length - this.at) refuse("cut off")
    this.at += n
    return this.bytes.subarray(this.at - n, this.at)
  }

  // head reads a major type and its argument, a BigInt where a number would not hold it.
  head() {
    const first = this.take(1)[0]
    const info = first & 31
    if (info < 24) return [first >> 5, info, info]
    if (info > 27) refuse("an indefinite length")
    const width = 1 << (info - 24)
    const at = this.take(width).byteOffset - this.bytes.byteOffset
    let value = [() => this.view.getUint8(at), () => this.view.getUint16(at), () => this.view.getUint32(at), () => this.view.getBigUint64(at)][info - 24]()
    if (value <= Number.MAX_SAFE_INTEGER) value = Number(value)
    return [first >> 5, value, info]
  }

  value(depth) {
    const start = this.at
    const [major, value, info] = this.head()
    const least = LEAST[info - 24]
    if (major > 5 || value < least || typeof value === "bigint") refuse("a tag, a float, a large number or a longer head than need be")
    if (major > 3 && depth === MAX_NESTING) refuse("nested too deep")
    switch (major) {
      case 0: return value
      case 1: return -1 - value
      case 2: return this.take(value)
      case 3: return textOf(this.take(value))
      case 4: return this.array(value, depth, start)
    }
    return this.map(value, depth)
  }

  array(n, depth, start) {
    const items = []
    while (items.length < n) items.push(this.value(depth + 1))
    items.raw = this.bytes.subarray(start, this.at)
    return items
  }

  map(n, depth) {
    const all = new Map()
    let last = new Uint8Array()
    while (all.size < n) {
      const start = this.at
      const label = this.value(depth + 1)
      const encoded = this.bytes.subarray(start, this.at)
      if (!["number", "string"].includes(typeof label) || !follows(encoded, last)) refuse("a label twice, out of order or of another type")
      all.set(label, this.value(depth + 1))
      last = encoded
    }
    return all
  }

  // skip passes over one well-formed item, be it deterministic or not, for versions that are to come.
  skip(depth) {
    const [major, value, info] = this.head()
    if (major === 6 || (major === 7 && info === 24 && value < 32)) refuse("a tag, or a malformed simple value")
    if (major === 2 || major === 3) this.take(Number(value))
    if (major !== 4 && major !== 5) return
    if (value > MAX_ITEMS || depth === MAX_NESTING) refuse("too many items, or nested too deep")
    for (let n = major === 4 ? value : 2 * value; n > 0; n--) this.skip(depth + 1)
  }
}

const MAX_ITEMS = 1024 // of an array or a map, as signer/cbor/limits.go

// laterVersion says whether bytes are an array whose first item is an integer above 1 (PROOF.md section 1), itself in depth others.
export function laterVersion(bytes, depth) {
  const reader = new Reader(bytes)
  const [major, n, info] = reader.head()
  if (major !== 4 || n === 0 || n < LEAST[info - 24]) return false
  const [first, version, size] = reader.head()
  if (first !== 0 || version < 2 || version < LEAST[size - 24]) return false
  reader.at = 0
  reader.skip(depth)
  return reader.at === bytes.length
}

const follows = (a, b) => {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] > b[i]
  return a.length > b.length
}

// encodeHead writes the head of an item in its shortest form.
export function encodeHead(major, value) {
  const first = major << 5
  if (value < 24) return Uint8Array.of(first | value)
  const width = value < 256 ? 0 : value < 65536 ? 1 : value < 2 ** 32 ? 2 : 3
  const bytes = new DataView(new ArrayBuffer(1 + 8))
  bytes.setUint8(0, first | (24 + width))
  bytes.setBigUint64(1, BigInt(value) << BigInt(64 - (8 << width)))
  return new Uint8Array(bytes.buffer, 0, 1 + (1 << width))
}

// encode writes whole numbers, texts, byte strings, and arrays and Maps of them: all that decode reads.
export function encode(value) {
  if (typeof value === "number") return value < 0 ? encodeHead(1, -1 - value) : encodeHead(0, value)
  if (Array.isArray(value)) return concat(encodeHead(4, value.length), ...value.map(encode))
  if (value instanceof Map) {
    const entries = Array.from(value, ([label, item]) => [encode(label), encode(item)])
    entries.sort(([a], [b]) => (follows(a, b) ? 1 : -1))
    return concat(encodeHead(5, value.size), ...entries.flat())
  }
  const bytes = typeof value === "string" ? bytesOf(value) : value
  return concat(encodeHead(typeof value === "string" ? 3 : 2, bytes.length), bytes)
}
