// The grammar of a short proof, as ../../grammar.go has it: it reads nothing, and answers of bytes that proof.js refuses whether they
// could go on. A byte string says its length before its content, so a beginning is one only where the content that is still to
// come can have the length that is left for it.
//
// A set of lengths in bytes is a BigInt: bit n stands for n. A piece of the grammar takes the front of some bytes and gives [rest,
// missing]: what is behind it, with NOTHING missing; or null and all lengths that its missing end can have, of which there are none
// (0n) where bytes are no beginning of such a piece.

import { concat } from "../signer/bytes.js"
import { encodeHead } from "../signer/cbor.js"
import { isLine, MAX_TIME } from "../signer/statement.js"

export const NOTHING = 1n

const bit = (n) => 1n << BigInt(n)
const has = (set, n) => (set >> BigInt(n)) & 1n

function* members(set) {
  for (let n = 0; set > 0n; n++, set >>= 1n) if (set & 1n) yield n
}

function plus(a, b) {
  let sum = 0n
  for (const n of members(b)) sum |= a << BigInt(n)
  return sum
}

function sequence(...pieces) {
  const after = [NOTHING]
  for (const piece of [...pieces].reverse()) after.unshift(plus(after[0], piece(EMPTY)[1]))
  return (bytes) => {
    for (const [i, piece] of pieces.entries()) {
      if (bytes.length === 0) return [null, after[i]]
      const [rest, missing] = piece(bytes)
      if (missing !== NOTHING) return [null, plus(after[i + 1], missing)]
      bytes = rest
    }
    return [bytes, NOTHING]
  }
}

const EMPTY = new Uint8Array()

// oneOf is any of several pieces, of which none begins as another one ends.
const oneOf = (pieces) => (bytes) => {
  let all = 0n
  for (const piece of pieces) {
    const [rest, missing] = piece(bytes)
    if (missing === NOTHING) return [rest, missing]
    all |= missing
  }
  return [null, all]
}

// someOf is so many of the pieces, in their order.
function someOf(pieces, n) {
  if (n === 0) return sequence()
  if (n > pieces.length) return oneOf([])
  const [first, ...others] = pieces
  return oneOf([sequence(first, someOf(others, n - 1)), someOf(others, n)])
}

const spelled = (n, holds) => (bytes) => {
  const have = Math.min(n, bytes.length)
  for (let i = 0; i < have; i++) if (!holds(bytes[i], i)) return [null, 0n]
  return [bytes.subarray(have), bit(n - have)]
}

const exactly = (...want) => spelled(want.length, (byte, i) => byte === want[i])
const anything = (n) => spelled(n, () => true)

// compare puts a beginning into the order of the bytes that it begins like.
function compare(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return 0
}

// number is an integer with the shortest head. Heads of one width stand in the order of their numbers.
const number = (least, most) => (bytes) => {
  let missing = 0n, from = least
  for (const widest of [23, 255, 65535, 2 ** 32 - 1, most]) {
    const to = Math.min(widest, most)
    if (from > to) continue
    const first = encodeHead(0, from), last = encodeHead(0, to)
    from = to + 1
    if (compare(first, bytes) > 0 || compare(bytes, last) > 0) continue
    if (bytes.length >= first.length) return [bytes.subarray(first.length), NOTHING]
    missing |= bit(first.length - bytes.length)
  }
  return [null, missing]
}

// stringOf is a string of one of the sizes; fits says whether one of a size can begin with its argument.
const stringOf = (major, sizes, fits) => {
  const heads = [...members(sizes)].map((size) => [size, encodeHead(major, size)])
  return (bytes) => {
    let missing = 0n
    for (const [size, head] of heads) {
      if (bytes.length > 0 && head[0] !== bytes[0]) continue
      if (compare(head, bytes) !== 0) continue
      const begun = Math.min(head.length, bytes.length)
      const content = bytes.subarray(begun, begun + size)
      const left = head.length - begun + size - content.length
      if ((content.length > 0 || left === 0) && !fits(content, size)) continue
      if (left === 0) return [bytes.subarray(begun + size), NOTHING]
      missing |= bit(left)
    }
    return [null, missing]
  }
}

const inBytes = (piece) => stringOf(2, piece(EMPTY)[1], (bytes, size) => {
  const [rest, missing] = piece(bytes)
  return !rest?.length && has(missing, size - bytes.length) === 1n
})

// text is filled up with zeros to be judged, which are allowed in every text here.
function text(least, most, holds) {
  let sizes = 0n
  for (let n = least; n <= most; n++) sizes |= bit(n)
  return stringOf(3, sizes, (bytes, size) => {
    const s = filled(bytes, size)
    return s !== null && holds(s)
  })
}

const strict = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

// filled completes bytes to a text of a size: first the character within which they end. Of what is no UTF-8 it gives null.
function filled(bytes, size) {
  const decoder = strict()
  try {
    let s = decoder.decode(bytes, { stream: true })
    for (let n = bytes.length; n < size; n++) s += decoder.decode(Uint8Array.of(next(bytes, n)), { stream: true })
    return s + decoder.decode()
  } catch {
    return null
  }
}

// next gives the byte n of a text that begins with bytes: of the character within which they end, or a zero.
function next(bytes, n) {
  let start = bytes.length - 1
  while (start > 0 && bytes.length - start < 4 && (bytes[start] & 0xc0) === 0x80) start--
  const first = bytes[start] ?? 0
  const width = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  if (n >= start + width) return 0x30
  if (n === start + 1 && first === 0xed) return 0x9f // else it would be a surrogate
  if (n === start + 1 && first === 0xf4) return 0x8f // or beyond Unicode
  return 0xbf
}

const line = (s) => s === "" || isLine(s, 1, 200)
const time = number(1, MAX_TIME - 1)
const index = number(0, Number.MAX_SAFE_INTEGER)
const SIGNATURE = [exactly(0x58, 64), anything(64)]
const HASH = [exactly(0x58, 32), anything(32)]
const OWN = exactly(0x3a, 0, 1, 0, 0) // the label -65537

const sign1 = (header, claims) => sequence(exactly(0x84), inBytes(header), exactly(0xa0), inBytes(claims), ...SIGNATURE)

function credential() {
  const optional = [
    ...[3, 4, 5].map((label) => sequence(exactly(label), text(1, 200, line))),
    sequence(exactly(6), text(4, 4, (s) => /^[0-9]{4}$/.test(s))), sequence(exactly(7), ...HASH),
  ]
  const people = [0, 1, 2, 3, 4, 5].map((n) => // by how many of the optional labels are there
    sequence(exactly(0xa2 + n, 1, 0x48), anything(8), exactly(2), text(1, 200, line), someOf(optional, n)))
  const key = [exactly(8, 0xa1, 1, 0xa3, 1, 1, 0x20, 6, 0x21), ...HASH]
  return sign1(sequence(exactly(0xa2, 1, 0x27, 4, 0x48), anything(8)), sequence(exactly(0xa3, 6), time, ...key, OWN, oneOf(people)))
}

function pledge() {
  const body = [exactly(0xa3, 1), ...HASH, exactly(2), text(1, 32, (s) => /^[a-z0-9-]{1,32}$/.test(s)), exactly(3), text(0, 200, line)]
  return sign1(sequence(exactly(0xa2, 1, 0x27, 13), credential()), sequence(exactly(0xa2, 6), time, OWN, ...body))
}

let made = null

// grammar gives { short, extra }, a short proof and what the extra line of a file holds; made when they are first asked for.
export function grammar() {
  if (made === null) {
    const short = sequence(exactly(0x86, 1), pledge(), index, time, index, ...SIGNATURE)
    made = { short, extra: sequence(exactly(0x82), short, ...HASH) }
  }
  return made
}

// between says whether a piece can begin with bytes and n more that are from low to high as a number, and go on, or must end with them.
export function between(piece, bytes, low, high, n, goesOn) {
  const shift = BigInt(8 * (n - 1)), below = bit(8 * (n - 1)) - 1n
  for (let byte = low >> shift; byte <= high >> shift; byte++) {
    const following = concat(bytes, Uint8Array.of(Number(byte)))
    const [rest, missing] = piece(following)
    if (rest?.length || !(has(missing, n - 1) || (goesOn && missing >= bit(n)))) continue
    const from = byte === low >> shift ? low & below : 0n, to = byte === high >> shift ? high & below : below
    if ((from === 0n && to === below) || between(piece, following, from, to, n - 1, goesOn)) return true
  }
  return false
}
