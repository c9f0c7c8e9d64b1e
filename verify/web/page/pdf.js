// Finds the proof that is attached to a certificate's PDF: what verify/scan/pdf.go does with the attachments. A walk over
// the bytes sees every stream (they never lie inside object streams, ISO 32000-1 section 7.5.7), through any number of
// incremental updates. Reading it here, and not in WebAssembly, keeps a dropped PDF within the page's budget.

const proofHeader = "c2sp.org/tlog-proof@v1\n"

// Limits, with the reasons of verify/scan/limits.go.
const maxProof = 256 << 10
const maxStreams = 20000
const maxDict = 64 << 10
const maxDepth = 64

// attachedProof returns the text of the one proof among a PDF's streams, or null. That it is there several times over does
// no harm; two different ones are an error of the class Unfound.
export async function attachedProof(pdf, Unfound) {
  const found = new Set()
  let damaged = false
  for (const stream of streams(pdf, Unfound)) {
    try {
      const proof = await proofIn(stream)
      if (proof !== null) found.add(proof)
    } catch {
      damaged = true
    }
  }
  if (found.size > 1) throw new Unfound("unread.ambiguous")
  if (found.size === 0 && damaged) throw new Unfound("unread.damaged")
  return found.size === 1 ? [...found][0] : null
}

// isEncrypted says whether a trailer names an encryption dictionary.
export function isEncrypted(pdf) {
  return /\/Encrypt[\s\0]*([0-9]+[\s\0]|<<)/.test(textOf(pdf))
}

// Every byte becomes one character, so that positions in the text are positions in the bytes.
function textOf(bytes) {
  return new TextDecoder("latin1").decode(bytes)
}

// streams yields the streams of all objects: their filter, and their bytes before decoding.
function* streams(pdf, Unfound) {
  const text = textOf(pdf)
  const lengths = indirectLengths(text)
  const object = /(?:^|[^0-9])[0-9]+[\s\0]+[0-9]+[\s\0]+obj[\s\0]*(?=<<)/g
  let count = 0
  for (let m = object.exec(text); m; m = object.exec(text)) {
    const read = dictionary(text, object.lastIndex)
    if (!read) continue
    object.lastIndex = read.end
    const begin = /[\s\0]*stream(\r\n|\n|\r)?/y
    begin.lastIndex = read.end
    if (!begin.test(text)) continue
    if (++count > maxStreams) throw new Unfound("unread.damaged")
    const start = begin.lastIndex
    const end = streamEnd(text, start, read.entries.get("Length"), lengths)
    if (end < 0) continue
    yield { filter: read.entries.get("Filter") ?? "", data: pdf.subarray(start, end) }
    object.lastIndex = end
  }
}

// indirectLengths finds the objects that are nothing but a number: a stream's length may stand in one.
function indirectLengths(text) {
  const lengths = new Map()
  for (const m of text.matchAll(/(?:^|[^0-9])([0-9]{1,10})[\s\0]+([0-9]{1,5})[\s\0]+obj[\s\0]*([0-9]{1,10})[\s\0]*endobj/g)) {
    lengths.set(`${m[1]} ${m[2]} R`, Number(m[3]))
  }
  return lengths
}

// streamEnd believes a length that the keyword endstream follows; without one, the line end before the keyword is its own.
function streamEnd(text, start, length, lengths) {
  const given = /^[0-9]+$/.test(length) ? Number(length) : lengths.get(length)
  if (given !== undefined && /^(\r\n|\n|\r)?endstream/.test(text.substr(start + given, 11))) return start + given
  const keyword = text.indexOf("endstream", start)
  if (keyword < 0) return -1
  const before = text.slice(Math.max(start, keyword - 2), keyword)
  return keyword - (before.endsWith("\r\n") ? 2 : /[\r\n]$/.test(before) ? 1 : 0)
}

const token = /(?:[\s\0]|%[^\r\n]*)*(<<|>>|\[|\]|\(|<[0-9A-Fa-f\s]*>|\/[^\s\0()<>[\]{}/%]*|[^\s\0()<>[\]{}/%]+)/y

// dictionary reads the dictionary that begins at a position: its own entries, nested values as they stand, and where it
// ends. It returns null for what is none.
function dictionary(text, at) {
  const values = []
  let nested = ""
  let depth = 0
  const last = at + maxDict
  for (token.lastIndex = at; token.lastIndex < last; ) {
    const m = token.exec(text)
    if (!m) return null
    let [, t] = m
    if (t === "(") {
      token.lastIndex = stringEnd(text, token.lastIndex)
      t = "()"
    }
    if (/^(obj|endobj|stream|endstream)$/.test(t)) return null
    const opens = t === "<<" || t === "["
    const closes = t === ">>" || t === "]"
    if (opens && ++depth > maxDepth) return null
    if (closes && --depth === 0) return { entries: entriesOf(values), end: token.lastIndex }
    if (depth > 1 || (depth === 1 && closes)) nested += " " + t
    else if (!opens) values.push(t)
    if (depth === 1 && closes) {
      values.push(nested)
      nested = ""
    }
  }
  return null
}

// entriesOf pairs keys with values; a reference, as in "7 0 R", is one value of three words.
function entriesOf(values) {
  const entries = new Map()
  for (let i = 0; i + 1 < values.length; ) {
    const n = values[i + 3] === "R" ? 4 : 2
    entries.set(values[i].slice(1), values.slice(i + 1, i + n).join(" "))
    i += n
  }
  return entries
}

// stringEnd returns where a literal string ends whose first parenthesis is before at.
function stringEnd(text, at) {
  for (let depth = 1; at < text.length && depth > 0; at++) {
    if (text[at] === "\\") at++
    else if (text[at] === "(") depth++
    else if (text[at] === ")") depth--
  }
  return at
}

// proofIn returns the proof that a stream is, or null. Only streams that begin as proofs are read further than that.
async function proofIn({ filter, data }) {
  const filters = filter.match(/[^\s[\]/]+/g) ?? []
  if (filters.length === 0) return startsAsProof(data) ? strictText(data) : null
  if (filters.length > 1 || !/^(FlateDecode|Fl)$/.test(filters[0])) return null
  const inflated = await inflate(data)
  return inflated && strictText(inflated)
}

const startsAsProof = (bytes) => textOf(bytes.subarray(0, proofHeader.length)) === proofHeader

function strictText(bytes) {
  if (bytes.length > maxProof) throw new Error("longer than a proof")
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
}

// inflate decodes a zlib stream that begins as a proof; of others it reads the first piece and returns null.
async function inflate(data) {
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate")).getReader()
  const pieces = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      pieces.push(value)
      size += value.length
      if (size >= proofHeader.length && pieces.length === 1 && !startsAsProof(value)) return null
      if (size > maxProof) break
    }
  } catch (error) {
    if (pieces.length === 0 || !startsAsProof(pieces[0])) return null // whatever it is, it is no proof
    throw error
  } finally {
    reader.cancel().catch(() => {})
  }
  const all = new Uint8Array(await new Blob(pieces).arrayBuffer())
  return startsAsProof(all) ? all : null
}
