// Finds the proof in a text that a person holds: verify/scan in Go, for the page. It only finds: a wrong guess costs an
// answer, never a false one. What may stand around a proof in a text is finder.js.

import { has } from "./say.js"
import { typedInvitation } from "../signer/typed.js"
import { findText } from "../verifier/finder.js"

// Unfound says why there is no answer: the key of a sentence, with its arguments, and the key of the word above it.
export class Unfound extends Error {
  constructor(key, args = {}, word = headlineOf(key)) {
    super(key)
    Object.assign(this, { key, args, word })
  }
}

const headlineOf = (key) => (has(key + ".headline") ? key + ".headline" : "unread.headline")

// unable is for what keeps this page from checking anything here or now.
export const unable = (key) => new Unfound(key, {}, "verdict.undetermined")

// Limits, with the reasons of verify/scan/limits.go.
const maxText = 1 << 20

const proofHeader = "c2sp.org/tlog-proof@v"

// readText reads UTF-8 and UTF-16, with or without a byte order mark; null where it is none.
export function readText(bytes) {
  const [first, second] = bytes
  const marked = (a, b) => first === a && second === b
  const even = bytes.length % 2 === 0
  if (even && (marked(0xff, 0xfe) || isWide(bytes, 1))) return new TextDecoder("utf-16le").decode(bytes)
  if (even && (marked(0xfe, 0xff) || isWide(bytes, 0))) return new TextDecoder("utf-16be").decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

// isWide says whether bytes are UTF-16 without a mark: three of four of its characters are ASCII's, with a zero at that
// byte of the two, and none is a zero itself.
function isWide(bytes, at) {
  let narrow = 0
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    if (bytes[i + at] !== 0) continue
    if (bytes[i + 1 - at] === 0) return false
    if (bytes[i + 1 - at] < 0x80) narrow++
  }
  return narrow > 0 && 4 * narrow >= 3 * Math.floor(bytes.length / 2)
}

// inText looks for a code, when the whole text is one, or for the digits of a proof anywhere in it, by FINDER.md.
export function inText(text) {
  if (text.length > maxText) throw new Unfound("unread.large", { limit: maxText >> 20 })
  const body = text.replace(/^\ufeff/, "").replace(/^[ \t\r\n]+/, "")
  if (body.startsWith(proofHeader) || (body.length > 7 && proofHeader.startsWith(body))) return { proof: unixLines(body) }
  const { none, count, ...found } = findText(body)
  if (none) throw new Unfound("unread." + none, { count, code: typedInvitation(body) })
  return found
}

// unixLines undoes what Windows and mail do to the lines of a proof: a carriage return at each end.
function unixLines(text) {
  return text.split("\r\n").length === text.split("\n").length ? text.replaceAll("\r\n", "\n") : text
}

// isMeant says whether what follows the # of the page's own address is meant to be checked, or a place on the page.
export const isMeant = (hash) => !/^#?$|^#[a-z][a-z-]*$/.test(hash)

// inFragment looks at what follows the # of the page's own address.
export const inFragment = (hash) => inText("/" + hash)
