// Passphrases: text for their owner, bytes for bcrypt. signer/keyfile/passphrase.go in Go.

import { bytesOf } from "./bytes.js"

export const MIN_PASSPHRASE = 8 // characters, of new ones
const MAX_PASSPHRASE = 1024 // bytes

// passphraseFault says why a new passphrase is not taken: null, or { why, char, at }, the last two where it is one character,
// counted from 1. why is one of empty, long, short, encoding, control, blank, invisible, edge, mark, variant.
export function passphraseFault(text) {
  const secret = text.normalize("NFC")
  const chars = [...secret]
  if (chars.length === 0) return { why: "empty" }
  for (const found of [unseen, variant]) {
    const at = chars.findIndex((char, i) => found(char, i) !== null)
    if (at >= 0) return { why: found(chars[at], at), char: chars[at], at: at + 1 }
  }
  if (chars[0] === " ") return { why: "edge", char: " ", at: 1 }
  if (chars.at(-1) === " ") return { why: "edge", char: " ", at: chars.length }
  if (chars.length < MIN_PASSPHRASE) return { why: "short" }
  return bytesOf(secret).length > MAX_PASSPHRASE ? { why: "long" } : null
}

// unseen says why nobody could type or see a character.
function unseen(char) {
  if (char === " ") return null
  if (/^[\ufffd\p{Surrogate}]$/u.test(char)) return "encoding"
  if (/^\p{Cc}$/u.test(char)) return "control"
  if (/^[\p{White_Space}\p{Z}\u2800]$/u.test(char)) return "blank"
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char) && !/^\p{Default_Ignorable_Code_Point}$/u.test(char) ? null : "invisible"
}

// variant finds an accent without its letter, and letters that are others in another program or on another keyboard.
function variant(char, i) {
  if (i === 0 && /^\p{M}$/u.test(char)) return "mark"
  return /^\p{L}$/u.test(char) && char.normalize("NFKC") !== char ? "variant" : null
}

export const secretOf = (text) => bytesOf(text.normalize("NFC"))

// secretsOf are the bytes with which a key may have been encrypted by a passphrase, likeliest first.
export function secretsOf(text) {
  if (text === "") return []
  const forms = [text.normalize("NFC"), text.normalize("NFD"), text, "\ufeff" + text.normalize("NFC")]
  return [...new Set(forms)].map(bytesOf)
}
