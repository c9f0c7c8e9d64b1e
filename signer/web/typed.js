// Reads what a person typed: a code, or what was typed in the place of one. FINDER.md steps 3 and 7; signer/crockford in Go.

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const maxTyped = 64

// crockford gives what somebody typed as it would be printed without hyphens: without dashes, blanks and characters that
// nobody sees, O as 0, I and L as 1, wide letters as narrow ones.
export function crockford(typed) {
  return typed
    .replace(/[\p{Dash}\s\u0085\p{Cf}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, "")
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xff01 + 0x21))
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
}

const isValid = (s) => [...s].every((c) => alphabet.includes(c))

// parseCode reads a certificate's code as people type it; null where it is none.
export function parseCode(text) {
  const code = crockford(text)
  return code.length === 12 && isValid(code) ? code.replace(/(....)(....)(....)/, "$1-$2-$3") : null
}

// typedCode reads a code in the whole of a text: behind "Kode:", behind the # of an address, with a full stop after it.
export function typedCode(text) {
  if (text.startsWith("+")) return null // of a telephone
  const one = typed(text)
  return parseCode(one) ?? parseCode(one.replace(/^(?:kode|code)(?: sertifikat)?(?: *[:.] *| +)/i, ""))
}

// parseInvitation reads an invitation's code as people type it: 16 characters without hyphens; null where it is none, or one of
// them is wrong.
export function parseInvitation(text) {
  const code = crockford(text)
  return code.length === 16 && isValid(code) && checkCharacter(code.slice(0, 15)) === code[15] ? code : null
}

// typedInvitation reads an invitation's code in the whole of a text, as typedCode, or behind the # of an address, which some
// program may have rewritten.
export function typedInvitation(text) {
  const one = typed(text.trim().replace(/^\S*\/\S*?(?:#|%(?:25)*23)/, ""))
  return parseInvitation(one) ?? parseInvitation(one.replace(/^(?:kode|code)(?: undangan)?(?: *[:.] *| +)/i, ""))
}

// typed is a text that is short enough to be typed, without the address before it and the marks around it; "" for others.
function typed(text) {
  const one = text.trim().replace(/^\S*\/#/, "")
  return [...one].length > maxTyped ? "" : one.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
}

const nip = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}$/
const number = /^\d[\d .()/+\p{Pd}-]*$/u
const certificate = /^\d[\p{L}\d. -]*(?:\/[\p{L}\d. -]+)+\/(?:19|20)\d\d$/u
const longPrint = /^(?:SHA256:)?[A-Za-z0-9+/_-]{43}$/
const grouped = /^[^\s\p{Pd}]{3,5}(?:[\s\p{Pd}]+[^\s\p{Pd}]{3,5})+$/u

// nameTyped says what a text is in which nothing was found: { none, count }.
export function nameTyped(text) {
  const one = typed(text)
  const unlabelled = one.replace(/^nip[.: ]*/i, "")
  const digits = unlabelled.replace(/\D/g, "")
  const code = crockford(one)
  if (certificate.test(one)) return { none: "certificate-number", count: [...one].length }
  if (number.test(unlabelled) && nip.test(digits)) return { none: "nip", count: digits.length }
  if (number.test(one) && digits.length > 3) return { none: "number", count: digits.length }
  if (longPrint.test(one)) return { none: "fingerprint", count: [...one].length }
  if (!isCodeLike(one, code)) return { none: "nothing" }
  if (code.length === 20) return { none: "fingerprint", count: 20 }
  if (parseInvitation(one) !== null) return { none: "invitation", count: 16 }
  return { none: "code-length", count: code.length }
}

// isCodeLike tells what was meant as a code from a word: it is grouped as codes are, or has letters and digits in disorder.
function isCodeLike(text, code) {
  if (code.length < 8 || code.length > 24 || code.length === 12 || !isValid(code) || /\p{L}{7}/u.test(text)) return false
  const digits = text.replace(/\D/g, "").length
  return digits > 0 && (grouped.test(text) || digits > 1)
}

// checkCharacter is the one that ends an invitation's code: the sum of the characters before it, the n-th one times the n-th
// power of 2, in the field of 32 elements.
function checkCharacter(s) {
  let sum = 0
  for (const c of s) {
    sum = (sum ^ alphabet.indexOf(c)) << 1
    if (sum > 31) sum ^= 0b100101
  }
  return alphabet[sum]
}
