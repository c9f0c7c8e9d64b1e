// What was typed, or stands behind the # of the address.

import { parseCode, typedInvitation } from "../signer/typed.js"
import { findText } from "../verifier/finder.js"

// readCode reads an invitation's code: { code }, 16 characters, or { fault, link } where it is another thing.
export function readCode(text) {
  const typed = afterNumberSign(text.trim())
  const code = typedInvitation(typed)
  if (code) return { code, fault: null, link: null }
  const certificate = parseCode(typed) ?? findText(text).code
  if (certificate) return { code: null, fault: "certificate", link: "./#" + certificate }
  const { proof } = findText(text)
  if (proof) return { code: null, fault: "certificate", link: "./#" + proof.slice(proof.indexOf("#") + 1) }
  return { code: null, fault: "mistyped", link: null }
}

// inHash reads what follows the # of the address: { code }, { rewritten } where a gateway took it away, or nothing.
export function inHash(hash) {
  const text = decoded(hash.replace(/^#/, ""))
  if (text === "") return {}
  if (text === "rewritten") return { rewritten: true }
  return readCode(text)
}

// afterNumberSign takes the code out of a whole link.
function afterNumberSign(text) {
  return /^\S*:\/\/\S*#(\S+)$/.exec(text)?.[1] ?? text
}

function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// nipIn are the 18 digits of a NIP as it was typed; null where those are others.
export function nipIn(text = "") {
  const nip = text.replace(/[\s.-]/g, "")
  return /^[0-9]{18}$/.test(nip) ? nip : null
}
