// Bytes and their spellings. Everything that is hashed or signed is a Uint8Array; text is made of it at the last moment.

// Refused says that bytes are not the one encoding of anything: PROOF.md section 1, STATEMENT.md section 1.
export class Refused extends Error {}

export const refuse = (what) => { throw new Refused(what) }

// Strict: bytes that are no UTF-8 are refused, and a byte order mark is kept, for it was signed.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

export const bytesOf = (text) => encoder.encode(text)

export function textOf(bytes) {
  try {
    return decoder.decode(bytes)
  } catch {
    return refuse("not UTF-8")
  }
}

export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) {
    all.set(p, at)
    at += p.length
  }
  return all
}

export const equal = (a, b) => a.length === b.length && a.every((x, i) => x === b[i])

export const hex = (bytes) => Array.from(bytes, (x) => x.toString(16).padStart(2, "0")).join("")

// unhex reads lower-case hexadecimal digits, and nothing else.
export function unhex(text) {
  if (!/^([0-9a-f]{2})*$/.test(text)) refuse("not lower-case hexadecimal digits")
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

export function base64(bytes) {
  let text = ""
  for (const x of bytes) text += String.fromCharCode(x)
  return btoa(text)
}

// unbase64 reads RFC 4648 section 4 in its one spelling: padded, without spaces, bits that no byte uses are 0.
export function unbase64(text) {
  try {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
    if (base64(bytes) === text) return bytes
  } catch {
    // not base64 at all, refused like another spelling of it
  }
  return refuse("not base64 in its one spelling")
}

// number reads a decimal number in its one spelling, up to max.
export function number(text, max = Number.MAX_SAFE_INTEGER) {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text) || Number(text) > max) refuse(`not a number up to ${max}`)
  return Number(text)
}
