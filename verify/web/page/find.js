// Finds the proof in a text that a person holds: verify/scan in Go, for the page. It only finds: a wrong guess costs an
// answer, never a false one.

import { has } from "./say.js"
import { parseCode } from "../verifier/statement.js"

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
const minDigits = 100
const maxQRText = 8 << 10
const maxPiece = 400

const proofHeader = "c2sp.org/tlog-proof@v"

// inText looks for a code, when the whole text is one, or for the digits of a proof anywhere in it.
export function inText(text) {
  if (text.length > maxText) throw new Unfound("unread.large", { limit: maxText >> 20 })
  const body = text.replace(/^\ufeff/, "").replace(/^[ \t\r\n]+/, "")
  if (body.startsWith(proofHeader)) return { proof: body }
  const code = typedCode(body)
  if (code) return { code }
  const whole = body.trim()
  if (isWhole(whole)) return { proof: whole }
  const found = new Set(runs(body).filter((run) => run.length >= minDigits))
  if (found.size === 0) throw new Unfound("unread.nothing")
  if (found.size > 1) throw new Unfound("unread.ambiguous")
  return { proof: [...found][0] }
}

// inFragment looks at what follows the # of the page's own address; null where that is no proof, nor meant as one. What is
// too long for a QR code goes to the verifier as it is, which refuses it.
export function inFragment(hash) {
  const fragment = hash.slice(1)
  if (fragment === "" || /^[a-z][a-z-]*$/.test(fragment)) return null
  const code = typedCode(fragment)
  return code ? { code } : { proof: fragment }
}

// typedCode reads a code as people type it, blanks around it too.
const typedCode = (text) => (text.length > 64 ? null : parseCode(text.trim()))

// isWhole says whether a text is that of one QR code and nothing else, be it damaged: a stray character among the digits
// is for the verifier to name.
function isWhole(text) {
  if (text.length > maxQRText || /[ \t\r\n]/.test(text) || text.split("#").length > 2) return false
  const tail = text.slice(text.indexOf("#") + 1)
  const digits = tail.replace(/[^0-9]/g, "").length
  return digits >= minDigits && tail.length - digits <= tail.length / 10
}

// isOurs says whether the text of a QR code is that of a certificate.
export function isOurs(text) {
  const tail = text.slice(text.indexOf("#") + 1)
  return tail.length >= minDigits && /^[0-9]+$/.test(tail)
}

// runs returns the runs of digits in a text. Mail programs break long addresses: a line that ends within the digits goes
// on in the next when that is all digits. A line with a whole proof's digits is not broken, so a number below stays out.
function runs(text) {
  const all = []
  let run = ""
  let open = false // the line before ended within run
  for (const line of text.split("\n")) {
    const next = line.match(/^[> \t]*([0-9]+)=?[ \t\r]*$/)
    if (open && next) {
      run += next[1]
      open = next[1].length <= maxPiece
      continue
    }
    if (run) all.push(run)
    const pieces = line.match(/[0-9]+/g) ?? []
    const last = line.match(/([0-9]+)=?[ \t\r]*$/)
    run = last ? last[1] : ""
    open = run !== "" && run.length <= maxPiece
    all.push(...(last ? pieces.slice(0, -1) : pieces))
  }
  if (run) all.push(run)
  return all
}
