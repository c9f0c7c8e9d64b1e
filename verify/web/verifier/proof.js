// Proofs in their three forms, PROOF.md section 1.

import { base64, bytesOf, concat, number, refuse, Refused, unbase64 } from "../signer/bytes.js"
import { decode, encode, laterVersion } from "../signer/cbor.js"
import { parse } from "../signer/statement.js"

const MAX_SHORT = 2048 // bytes of a short proof
export const MAX_PROOF = 65536 // bytes of a file
export const MAX_DIGITS = 4981
const MAX_PATH = 63 // hashes: a tree has fewer than 2^63 leaves
const MAX_TIME = 2 ** 40

// Later says that a proof is of a version that is to come: no defect, but not to be decided here.
export class Later extends Error {}

const later = (what) => { throw new Later(what) }

export const HEADER = "c2sp.org/tlog-proof@v1\n"
const LATER_HEADER = /^c2sp\.org\/tlog-proof@v([2-9]|[1-9][0-9]{1,8})\n/

// read reads a proof in any form: {short, pledge, index, time, credentialIndex, registration}, in a full one with inclusion, {index,
// prev, path, checkpoint}. It throws Refused or Later.
export function read(bytes) {
  const start = ascii(bytes.subarray(0, 40))
  if (start.startsWith(HEADER)) return readFile(bytes)
  if (LATER_HEADER.test(start)) later("a later version of the file")
  if (bytes.length > 0 && bytes[0] < 0x80) return readShort(fromDigits(bytes.subarray(bytes.indexOf(0x23) + 1))) // after the first #
  return readShort(bytes)
}

// readShort reads the CBOR of a short proof, which stands in depth arrays.
function readShort(bytes, depth = 0) {
  if (bytes.length > MAX_SHORT) refuse(`more than ${MAX_SHORT} bytes`)
  let items
  try {
    items = decode(bytes)
  } catch (error) {
    if (isLater(bytes, depth)) later("a later version of the proof")
    throw error
  }
  if (isLater(bytes, depth)) later("a later version of the proof")
  if (!Array.isArray(items) || items.length !== 6 || items[0] !== 1 || !Array.isArray(items[1])) refuse("not a short proof")
  const [, pledge, index, time, credentialIndex, registration] = items
  const within = (min, max, x) => typeof x === "number" && min <= x && x <= max
  if (![index, credentialIndex].every((x) => within(0, Number.MAX_SAFE_INTEGER, x)) || !within(1, MAX_TIME - 1, time)) {
    refuse("an index or a time out of range")
  }
  if (!(registration instanceof Uint8Array) || registration.length !== 64) refuse("not a registration")
  return { short: bytes, pledge: parse("pledge", pledge.raw), index, time, credentialIndex, registration }
}

function isLater(bytes, depth) {
  try {
    return laterVersion(bytes, depth)
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

// WIDTHS[n] is how many digits a group of n bytes takes.
const WIDTHS = [0, 3, 5, 8, 10, 13, 15, 17]

export function fromDigits(digits) {
  if (digits.length > MAX_DIGITS) refuse(`more than ${MAX_DIGITS} digits`)
  const bytes = []
  for (let at = 0; at < digits.length; at += 17) {
    const group = ascii(digits.subarray(at, at + 17))
    const n = WIDTHS.indexOf(group.length)
    if (n < 1 || !/^[0-9]+$/.test(group)) refuse("a group of digits of no such length, or with another character")
    const value = BigInt(group)
    if (value >> BigInt(8 * n)) refuse(`${group} is too large for ${n} bytes`)
    for (let i = n - 1; i >= 0; i--) bytes.push(Number((value >> BigInt(8 * i)) & 255n))
  }
  return Uint8Array.from(bytes)
}

// toDigits writes bytes as the digits of a QR code.
export function toDigits(bytes) {
  let digits = ""
  for (let at = 0; at < bytes.length; at += 7) {
    const group = bytes.subarray(at, at + 7)
    digits += group.reduce((n, x) => n * 256n + BigInt(x), 0n).toString().padStart(WIDTHS[group.length], "0")
  }
  return digits
}

function readFile(bytes) {
  if (bytes.length > MAX_PROOF) refuse(`more than ${MAX_PROOF} bytes`)
  const end = blankLine(bytes)
  const [, extraLine, indexLine, ...pathLines] = ascii(bytes.subarray(0, end)).split("\n")
  if (!extraLine?.startsWith("extra ") || indexLine === undefined || pathLines.length > MAX_PATH) {
    refuse("not a header, an extra line, an index line, a path and a checkpoint")
  }
  const raw = unbase64(extraLine.slice("extra ".length))
  const [short, prev] = readExtra(raw)
  const proof = readShort(short, 1)
  if (!indexLine.startsWith("index ")) refuse("no index line")
  const path = pathLines.map(unbase64)
  if (path.some((hash) => hash.length !== 32)) refuse("a path line is not the base64 of 32 bytes")
  proof.inclusion = { index: number(indexLine.slice("index ".length)), prev, path, checkpoint: bytes.subarray(end + 2) }
  return proof
}

// ascii gives each byte as one character: what is no ASCII stands for nothing in the lines that follow.
export const ascii = (bytes) => bytes.reduce((text, x) => text + String.fromCharCode(x), "")

function blankLine(bytes) {
  for (let at = 0; at + 1 < bytes.length; at++) if (bytes[at] === 10 && bytes[at + 1] === 10) return at
  return refuse("no blank line before a checkpoint")
}

// readExtra cuts [short, prev] in two. The short proof may be of a version to come, and so is not decoded here: what is
// around it must have its one encoding, whatever it is.
function readExtra(raw) {
  const short = raw.subarray(1, -34), prev = raw.subarray(-32)
  if (raw[0] !== 0x82 || raw.length < 36 || raw.at(-34) !== 0x58 || raw.at(-33) !== 32) refuse("the extra line is not a short proof and a hash")
  return [short, prev]
}

// writeFile makes a full proof, as the file *.tlog-proof, of a short proof's bytes and its inclusion.
export function writeFile(short, { index, prev, path, checkpoint }) {
  const extra = concat(Uint8Array.of(0x82), short, encode(prev))
  const lines = [`extra ${base64(extra)}`, `index ${index}`, ...path.map(base64)]
  return concat(bytesOf(HEADER + lines.join("\n") + "\n\n"), checkpoint)
}
