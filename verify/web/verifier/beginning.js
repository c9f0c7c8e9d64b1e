// Whether what proof.js refuses is a proper beginning of a proof, PROOF.md section 1: nothing in it is wrong, but its end is missing.

import { bytesOf, concat, Refused, unbase64 } from "../signer/bytes.js"
import { between, grammar, NOTHING } from "./grammar.js"
import { isCheckpoint } from "./note.js"
import { ascii, fromDigits, HEADER, MAX_DIGITS, MAX_PROOF, read } from "./proof.js"

// Incomplete says that bytes are the beginning of a proof: scan it again.
export class Incomplete extends Error {}

// readWhole reads a proof as read does, and throws Incomplete where its end is missing.
export function readWhole(bytes) {
  let proof = null, refused = null
  try {
    proof = read(bytes)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    refused = error
  }
  if (proof === null ? isBeginning(bytes) : proof.inclusion && isCutCheckpoint(proof.inclusion.checkpoint)) {
    throw new Incomplete("the beginning of a proof, whose end is missing")
  }
  if (refused) throw refused
  return proof
}

function isBeginning(bytes) {
  const head = ascii(bytes.subarray(0, HEADER.length + "extra ".length))
  if (bytes.length <= head.length && (HEADER + "extra ").startsWith(head)) return true
  if (head.startsWith(HEADER)) return isCutFile(bytes)
  if (bytes[0] < 0x80) return isCutText(bytes)
  return grammar().short(bytes)[1] > NOTHING
}

const DIGITS = /^[0-9]*$/

// isCutText is about the text of a QR code, or its digits alone. An address of which the number sign is still missing has no digits;
// a run of them in its path is none of ours.
function isCutText(bytes) {
  const at = bytes.indexOf(0x23) + 1 // after the first #
  const some = ascii(bytes.subarray(at, at + MAX_DIGITS + 1))
  if (at === 0 && !DIGITS.test(some)) return isCutAddress(ascii(bytes).toLowerCase())
  if (some.length > MAX_DIGITS || !DIGITS.test(some)) return false
  const groups = some.length - (some.length % 17)
  const data = unlessRefused(() => fromDigits(bytesOf(some.slice(0, groups))))
  return data !== null && continues(DECIMAL, grammar().short, data, some.slice(groups))
}

function isCutAddress(text) {
  if (/[\u0000- \u007f]|[0-9]{17}/.test(text)) return false
  return ["https://", "http://"].some((scheme) => text.startsWith(scheme) || scheme.startsWith(text))
}

function isCutFile(bytes) {
  if (bytes.length > MAX_PROOF) return false
  const [line, ...more] = ascii(bytes.subarray(HEADER.length)).split("\n")
  if (more.length === 0) return line.startsWith("extra ") && isCutBase64(line.slice("extra ".length))
  return canEnd(FILE_END, (end) => unlessRefused(() => read(concat(bytes, end))) !== null)
}

function isCutBase64(encoded) {
  if (encoded.includes("=")) return isExtra(encoded) || isExtra(encoded + "=")
  const groups = encoded.length - (encoded.length % 4)
  const data = unlessRefused(() => unbase64(encoded.slice(0, groups)))
  return data !== null && continues(BASE64, grammar().extra, data, encoded.slice(groups))
}

function isExtra(encoded) {
  const data = unlessRefused(() => unbase64(encoded))
  if (data === null) return false
  const [rest, missing] = grammar().extra(data)
  return !rest?.length && missing === NOTHING
}

const isCutCheckpoint = (note) => !isCheckpoint(note) && canEnd(CHECKPOINT_END, (end) => isCheckpoint(concat(note, end)))

// An end of a file that completes whatever can be completed, at one of its bytes: every line stands for all lines of its kind.
const ZEROS = "A".repeat(43) + "=\n" // 32 bytes in base64
const CHECKPOINT_END = bytesOf(`x\n0\n${ZEROS}\n— x AAAAAAA=\n`)
const FILE_END = concat(bytesOf(`\nindex 0\n${ZEROS}\n`), CHECKPOINT_END)

const canEnd = (end, completes) => end.some((_, at) => completes(end.subarray(at)))

// unlessRefused gives null for what is refused, or of a version to come.
function unlessRefused(reads) {
  try {
    return reads()
  } catch {
    return null
  }
}

// Ways to write bytes as characters, so many bytes at a time: widths and spare say of each number of bytes how many characters that
// makes, and how many of their bits no byte uses.
const DECIMAL = { alphabet: "0123456789", widths: [0, 3, 5, 8, 10, 13, 15, 17], spare: [0, 0, 0, 0, 0, 0, 0, 0] }
const BASE64 = { alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", widths: [0, 2, 3, 4], spare: [0, 4, 2, 0] }

// continues says whether a piece can begin with bytes and then with those whose characters begin with begun, which do not fill a group.
function continues({ alphabet, widths, spare }, piece, bytes, begun) {
  if (begun === "") {
    const [rest, missing] = piece(bytes)
    return !rest?.length && missing > 0n
  }
  const digits = [...begun].map((c) => alphabet.indexOf(c))
  if (digits.includes(-1)) return false
  const base = BigInt(alphabet.length)
  const value = digits.reduce((n, digit) => n * base + BigInt(digit), 0n)
  for (let n = 1; n < widths.length; n++) {
    if (widths[n] < begun.length) continue
    const scale = base ** BigInt(widths[n] - begun.length), unused = BigInt(spare[n]), most = (1n << BigInt(8 * n)) - 1n
    const low = (value * scale + (1n << unused) - 1n) >> unused, last = ((value + 1n) * scale - 1n) >> unused
    const high = last < most ? last : most
    if (low <= high && between(piece, bytes, low, high, n, n === widths.length - 1)) return true
  }
  return false
}
