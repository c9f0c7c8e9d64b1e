// Finds the private key in the text of a file, whatever an editor, a mail or a QR code made of its lines, and calls by its name
// what is none. signer/keyfile/armor.go and form.go in Go.

import { equal, unhex } from "./bytes.js"

// NotAKey says what a text is instead of a key that opens here: form is a name of signer/keyfile's, or "public" or "unknown";
// detail the algorithm or cipher as it calls itself, or "".
export class NotAKey extends Error {
  constructor(form, detail = "") {
    super(detail ? `${form} (${detail})` : form)
    this.form = form
    this.detail = detail
  }
}

const MAX_FILE = 64 << 10

// readable is the text as its owner sees it: lines end in LF, other blanks are spaces, what nobody sees is not there.
const readable = (text) => text
  .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, "\n")
  .replace(/[^\S\n]|[\u2800\u3164]/g, " ")
  .replace(/[\ufffd\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, (c) => (c === "\n" ? c : ""))

const BEGIN = /BEGIN ?([A-Z0-9 ]*?PRIVATE ?KEY)(?: ?BLOCK)?[-–—]*/
const END = /[-–—]*\s*END ?[A-Z0-9 ]*?PRIVATE ?KEY/
const BARE = "b3BlbnNzaC1rZXktdjE" // how every private key of OpenSSH begins in base64

// Texts by which files of other programs are known, the private ones first.
const OTHERS = [
  ["putty", /PuTTY-User-Key-File-/], ["ssh-com", /BEGIN ?SSH2 ?ENCRYPTED ?PRIVATE ?KEY/], ["pgp", /BEGIN ?PGP/],
  ["x509", /BEGIN ?(?:X509 |TRUSTED |NEW )?CERTIFICATE/], ["age", /\bage1[02-9ac-hj-np-z]{20,}|AGE-SECRET-KEY-/],
  ["minisign", /untrusted comment:|^RW[A-Za-z0-9+/]{54}=*$/], ["jwk", /"kty" ?:/],
  ["certificate", /\bssh-[a-z0-9-]+-cert-v01@openssh\.com /], ["public", /\b(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-\S+|sk-ssh-\S+) AAAA|BEGIN ?SSH2 ?PUBLIC ?KEY|BEGIN ?(?:RSA )?PUBLIC ?KEY/],
  ["fingerprint", /\b(?:SHA256:[A-Za-z0-9+/]{43}|MD5:[0-9a-f]{2}:)/], ["exchange", /^[A-Za-z0-9+/]{43}=$/],
  ["document", /^(?:%PDF|PK\x03\x04|\{\\rtf|<!DOCTYPE|<html)/i],
]

// armored gives { label: "OPENSSH", body }, or { label: "PKCS8", seed } of an unencrypted key as openssl writes it.
export function armored(given) {
  if (given.length > MAX_FILE) throw new NotAKey("document")
  const text = readable(given.replaceAll("\\r", "\n").replaceAll("\\n", "\n"))
  const line = text.replaceAll("\n", " ").trim()
  if (line === "") throw new NotAKey("empty")
  const begin = BEGIN.exec(text)
  const bare = text.indexOf(BARE)
  const label = begin ? begin[1].replaceAll(" ", "") : bare >= 0 ? "OPENSSHPRIVATEKEY" : ""
  const other = OTHERS.find(([, mark]) => mark.test(line))
  if (other && !/^(?:OPENSSH|ENCRYPTED)?PRIVATEKEY$/.test(label)) throw new NotAKey(other[0])
  const encoded = (begin ? text.slice(begin.index + begin[0].length) : text.slice(bare)).split(END)[0]
  switch (label) {
    case "OPENSSHPRIVATEKEY": return { label: "OPENSSH", body: decoded(encoded) }
    case "PRIVATEKEY": return { label: "PKCS8", seed: seedIn(decoded(encoded)) }
    case "ENCRYPTEDPRIVATEKEY": throw new NotAKey("pkcs8")
  }
  if (/^(?:RSA|EC|DSA)PRIVATEKEY$/.test(label)) throw new NotAKey("algorithm", label.replace("PRIVATEKEY", ""))
  throw new NotAKey("unknown")
}

// decoded is base64 without blanks and padding: what else was lost or added shows in the key.
function decoded(text) {
  const base = text.replace(/[^A-Za-z0-9+/]/g, "")
  try {
    return Uint8Array.from(atob(base), (c) => c.charCodeAt(0))
  } catch {
    throw new NotAKey("cut")
  }
}

const PKCS8 = unhex("302e020100300506032b657004220420") // RFC 8410 section 7

function seedIn(der) {
  if (der.length !== 48 || !equal(der.subarray(0, 16), PKCS8)) throw new NotAKey("pkcs8")
  return der.subarray(16)
}
