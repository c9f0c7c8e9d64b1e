// Finds the proof in a text, by the rule of verify/scan/FINDER.md: the steps are its, the names those of verify/scan in Go.

import { typedCode, nameTyped } from "../signer/typed.js"

// Limits, with the reasons of verify/scan/limits.go.
const minDigits = 100
const maxQRText = 8 << 10
const maxPiece = 400
const maxProofs = 16
const maxWrapped = 4
const maxTried = 64
const maxItem = 1 << 20

// findText returns { proof } with what is to be checked, { code }, or { none } with why there is neither, and the count of
// characters that were typed.
export function findText(text) {
  const written = plain(text)
  const said = unwrap(written)
  const code = typedCode(written) ?? typedCode(said)
  if (code) return { code }
  const found = findDigits(said)
  return found.none === "nothing" ? nameTyped(said) : found
}

const invisible = /[\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u2800\u3164\uffa0]/gu

// plain writes a text in the characters that the rule knows.
export function plain(text) {
  if (/^[\n -~]*$/.test(text)) return text
  return text
    .replace(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/g, "\n")
    .replace(/[^\S\n\ufeff]/g, " ")
    .replace(/[^\P{Nd}0-9]/gu, digit)
    .replace(invisible, (c) => (c === "\n" ? c : ""))
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xff01 + 0x21))
}

// digit gives an ASCII digit for one of any script: they stand in tens, from zero to nine.
function digit(c) {
  let n = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(c.codePointAt(0) - n - 1))) n++
  return String(n % 10)
}

const entity = /&(?:amp;)*(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]+));/g
const entities = new Map(
  Object.entries({ nbsp: " ", ensp: " ", emsp: " ", thinsp: " ", Tab: " ", NewLine: "\n", shy: "", zwnj: "", zwj: "", lrm: "", rlm: "", num: "#", percnt: "%" }),
)

// unwrap undoes what programs write for characters in addresses, one within another, and gives plain characters.
export function unwrap(text) {
  for (let n = 0; n < maxWrapped; n++) {
    const before = text
    text = plain(unwrapOnce(text))
    if (text === before) break
  }
  return text.replace(/https?:\/\//gi, " $&") // an address begins here, whatever touches it
}

function unwrapOnce(text) {
  return text
    .replace(/= *\n/g, "")
    .replace(/(?:=[89A-F][0-9A-F])+/g, (s) => utf8(s.slice(1).split("=")))
    .replace(/<(?:wbr|br|WBR|BR) *\/?>/g, "\n")
    .replace(/\\{1,4}u([0-9A-Fa-f]{4})/g, (s, hex) => character(parseInt(hex, 16)))
    .replace(entity, (s, decimal, hex, name) => {
      if (name === undefined) return character(decimal === undefined ? parseInt(hex, 16) : Number(decimal))
      return entities.get(name) ?? s
    })
    .replace(/(?:%(?:25)*[0-9A-Fa-f]{2})+/g, (s) => utf8(s.slice(1).split("%").map((one) => one.slice(-2))))
}

const character = (n) => (n > 0x10ffff || (n >= 0xd800 && n < 0xe000) ? "\ufffd" : String.fromCodePoint(n))

const utf8 = (hex) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(hex, (one) => parseInt(one, 16)))

// findDigits returns what is to be checked of a text.
function findDigits(text) {
  const one = trimmed(text)
  if (isWhole(one) && /^[^#]*:\/\/[^#]*\/[0-9][^#/]*$/.test(one)) return { proof: one }
  const { proofs, others } = look(text)
  if (proofs.length === 0 && others.length > 1 && isWhole(one)) return { proof: one }
  const all = [...proofs]
  for (const other of others) if (!all.some((proof) => tail(proof).startsWith(tail(other)))) all.push(other)
  if (all.length > 1) return { none: "ambiguous" }
  if (all.length === 1) return { proof: all[0] }
  const at = one.indexOf("/#")
  const isBeginning = at >= 0 && !/[ \n]/.test(one.slice(0, at)) && /^[0-9]*$/.test(one.slice(at + 2)) && begins(one.slice(at + 2))
  return isBeginning ? { proof: one } : { none: "nothing" }
}

// trimmed is a text without blanks around it and marks behind it.
function trimmed(text) {
  const one = text.trim()
  let end = one.length
  while (end > 0 && " \n.,;:!?…)]}>\"'*_\x60".includes(one[end - 1])) end--
  return one.slice(0, end)
}

// tail is what stands behind the # of an address, or all of it.
const tail = (text) => text.slice(text.indexOf("#") + 1)

const between = /^[ +]*(?:[ +]|(?:[=\-\\‐‑] *)?\n[>| +\n]*)$/ // what mail programs and editors put into digits

// look returns the proofs in a text that are there whole, and what others are cut off or damaged.
function look(text) {
  const finder = { text, proofs: [], others: [], tried: 0 }
  let end = -1 // of the digits before
  let chain = []
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    let [word] = match
    const at = match.index
    const isDigits = /^[0-9]+$/.test(word)
    const gap = end < 0 ? "" : text.slice(end, at)
    if (chain.length > 0 && !(isDigits && between.test(gap))) {
      read(finder, chain)
      chain = []
    }
    end = -1
    if (isDigits) {
      end = at + word.length
      if (chain.length === 0 && (text[at - 1] === "-" || text[at - 1] === "=")) word = word.replace(/^(?:25)*23([34])/, "$1")
      chain.push({ digits: word, at, far: gap.split("\n").length > 2 })
    } else if (isDamaged(word)) {
      add(finder.others, address(text, at) + word)
    }
  }
  read(finder, chain)
  return finder
}

// read takes the proofs out of a chain of pieces, and what is cut off or damaged from the rest.
function read(finder, chain) {
  let from = 0
  for (let i = 0; i < chain.length; ) {
    const n = proofAt(finder, chain, i)
    if (n === 0) {
      i++
      continue
    }
    readRest(finder, chain.slice(from, i))
    add(finder.proofs, address(finder.text, chain[i].at) + join(chain, i, i + n))
    i += n
    from = i
  }
  readRest(finder, chain.slice(from))
}

// proofAt is how many pieces from the i-th on are one proof from its first digit to its last, 0 where none is.
function proofAt(finder, chain, i) {
  const first = bytesOf(start(chain, i)).data
  if (first.length === 0 || first[0] >> 5 !== 4) return 0 // no array
  const all = join(chain, i)
  if (++finder.tried > maxTried || all.length < minDigits) return 0
  const end = itemEnd(bytesOf(all).data)
  if (end === null || digitsOf(end) > all.length || digitsOf(end) < minDigits) return 0
  if (!bytesOf(all.slice(0, digitsOf(end))).whole) return 0
  let length = 0
  let n = 0
  for (; length < digitsOf(end); n++) length += chain[i + n].digits.length
  return length > digitsOf(end) ? 0 : n // digits touch the last one
}

// readRest takes what is cut off or damaged from pieces that hold no whole proof.
function readRest(finder, chain) {
  if (chain.length === 0) return
  const before = address(finder.text, chain[0].at)
  let i = 0
  if (before === "") {
    i = Math.max(0, chain.findIndex((_, k) => start(chain, k).length === 17 && begins(start(chain, k))))
  }
  const run = lines(chain, i, before)
  const isOne = before !== "" || chain[i].digits.length >= minDigits
  if ((begins(run) && run.length >= 17) || (isOne && run.length >= minDigits)) add(finder.others, before + run)
}

// lines joins the lines of digits that were broken or grouped alike: each is as wide as the second, and that is as wide as the
// first, with its address or without.
function lines(chain, i, before) {
  let n = i + 1
  if (n < chain.length) {
    const first = chain[i].digits.length
    const width = chain[n].digits.length
    const isAlike = width === first || (before !== "" && width >= first + [...before].length)
    for (; isAlike && n < chain.length && chain[n].digits.length === width; n++) {
      if (chain[n].far || chain[n - 1].digits.length > maxPiece) break
    }
  }
  return join(chain, i, n)
}

// start is the first group of digits of a chain, or what there is of it; "" where it begins no array.
function start(chain, i) {
  let first = ""
  if (!/^[34]/.test(chain[i].digits)) return first
  for (let k = i; k < chain.length && first.length < 17; k++) first += chain[k].digits.slice(0, 17 - first.length)
  return first
}

// join writes pieces as one, no further than the longest proof goes.
function join(chain, from, to = chain.length) {
  let all = ""
  for (let k = from; k < to && all.length <= maxQRText; k++) all += chain[k].digits
  return all
}

// add appends what is new: a text whose digits are others' beginning is a copy that was cut off.
function add(all, text) {
  if (all.length > maxProofs) return // far more than one
  for (const [i, other] of all.entries()) {
    if (tail(other).startsWith(tail(text))) return
    if (tail(text).startsWith(tail(other))) {
      all[i] = text
      return
    }
  }
  all.push(text)
}

// isDamaged says whether a word is a proof's digits with letters among them or at their ends.
function isDamaged(word) {
  const digits = word.replace(/[^0-9]+/g, "").length
  const others = [...word.replace(/[0-9]+/g, "")].length
  return digits >= minDigits && others <= Math.floor((digits + others) / 10)
}

// isWhole says whether a text is the text of one QR code and nothing else, be it damaged.
const isWhole = (text) => text.length <= maxQRText && !/[ \n]/.test(text) && text.split("#").length <= 2 && isDamaged(tail(text))

// address returns the address with its # that stands before an offset, or "".
function address(text, at) {
  while (at > 0 && /[ \n]/.test(text[at - 1])) at--
  if (text[at - 1] !== "#") return ""
  let from = at - 1
  while (from > 0 && !/[ \n<>"'()[\]#]/.test(text[from - 1])) from--
  return text.slice(from, at)
}

// isOurs says whether the text of a QR code has the shape of ours: address#digits or digits.
export function isOurs(text) {
  return tail(text).length >= minDigits && /^[0-9]+$/.test(tail(text))
}

const digitsFor = [0, 3, 5, 8, 10, 13, 15, 17] // that a group of so many bytes takes, PROOF.md section 1

const digitsOf = (n) => Math.floor(n / 7) * 17 + digitsFor[n % 7]

// bytesOf reads the digits of a proof, group by group, as far as each has a place in its bytes.
function bytesOf(digits) {
  const data = []
  for (let at = 0; at < digits.length; at += 17) {
    const group = digits.slice(at, at + 17)
    const n = digitsFor.indexOf(group.length)
    const value = BigInt(group)
    if (n < 1 || value >> BigInt(8 * n)) return { data, whole: false }
    for (let i = n - 1; i >= 0; i--) data.push(Number((value >> BigInt(8 * i)) & 255n))
  }
  return { data, whole: true }
}

// itemEnd is where the CBOR item ends that data begins with, which may be behind what is there of it; null where that
// cannot be read. Definite lengths alone.
function itemEnd(data) {
  let end = 0
  for (let items = 1; items > 0; items--) {
    if (end >= data.length) return null
    const major = data[end] >> 5
    const info = data[end] & 31
    const width = info < 24 ? 0 : 1 << (info - 24)
    end++
    if (info > 27 || end + width > data.length) return null
    let n = width === 0 ? info : 0
    for (const c of data.slice(end, end + width)) n = n * 256 + c
    end += width
    if (n > maxItem && [2, 3, 4, 5].includes(major)) return null
    if (major === 2 || major === 3) end += n
    if (major === 4) items += n
    if (major === 5) items += 2 * n
    if (major === 6) items++ // a tag, and what is tagged
  }
  return end
}

// begins says whether digits, be they few or none, may be the beginning of a proof of version 1.
function begins(digits) {
  const group = digits.slice(0, 17)
  return group.padEnd(17, "9") >= "37718746369425408" && group.padEnd(17, "0") <= "37719845881053183"
}

// rawBegins says whether bytes are meant as the CBOR of a short proof: they are one array and no more, or begin as one with
// the version 1. An array of four that begins so is a packet, NIP.ikrar.
export function rawBegins(data) {
  const [first, second] = data
  if (data.length < 2) return first === 0x80 || first === 0x86
  if (first === 0x84 && second === 1) return false
  if (((first > 0x80 && first < 0x98) || first === 0x9f) && second === 1) return true
  const isArray = first >> 5 === 4 || (first === 0xd9 && second === 0xd9 && data[2] === 0xf7)
  return isArray && itemEnd(data) === data.length
}
