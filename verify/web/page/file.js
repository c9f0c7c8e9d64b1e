// Finds the proof in a file. What the browser itself can read is read here at once: the attachment of a certificate, a
// text, a picture where it has a detector of QR codes. Everything else, and what to say of it, is verify/scan's, which is
// loaded only then: so the page says of a file what the command says.

import { attachedProof, isEncrypted } from "./pdf.js"
import { detected, scanner } from "./picture.js"
import { inText, readText, Unfound } from "./find.js"
import { isOurs, rawBegins } from "../verifier/finder.js"

const maxFile = 64 << 20 // with the reason of verify/scan/limits.go
const printMark = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%ikrar-print\n" // verify.PrintMark

// inFile looks into a file, judged by its content; by its name only where that tells a pledge, which HR is to record, from a
// short proof gone wrong. It returns { proof } with the text or the bytes
// of a proof, or { code }; and { pdf } with the bytes of the PDF that it is attached to or drawn in. A scan in a PDF is paper.
export async function inFile(file) {
  if (file.size > maxFile) throw new Unfound("unread.large", { limit: maxFile >> 20 })
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (/\.pledge$/i.test(file.name) && bytes[0] === 0x84) throw new Unfound("unread.pledge", { format: file.name })
  const head = latin1(bytes.subarray(0, 64)).replace(/^\xef\xbb\xbf/, "").trimStart()
  if (head.startsWith(printMark)) throw new Unfound("unread.print")
  if (head.startsWith("%PDF-")) return inPDF(bytes)
  const text = readText(bytes)
  if (text !== null) return inPlain(text, bytes)
  return rawBegins(bytes) ? { proof: bytes } : inPicture(bytes)
}

async function inPDF(pdf) {
  const proof = await attachedProof(pdf, Unfound)
  return proof ? { proof, pdf } : scanned(pdf, new Unfound(isEncrypted(pdf) ? "unread.encrypted" : "unread.decoder"))
}

// inPicture believes the browser's detector where that sees one of ours. Where it sees only others', ours may be beside
// them all the same.
async function inPicture(bytes) {
  const texts = await detected(new Blob([bytes]))
  return ours(texts) ?? scanned(bytes, new Unfound(texts.length > 0 ? "unread.foreign" : "unread.decoder"))
}

// ours is what the texts of QR codes in one picture hold; null where none of them is ours.
export function ours(texts) {
  const all = new Set(texts.filter(isOurs))
  if (all.size > 1) throw new Unfound("unread.several")
  return all.size === 1 ? { proof: [...all][0] } : null
}

// inPlain looks into a text. One that holds nothing may be of a format that has a name: a mail, a page of a portal.
async function inPlain(text, bytes) {
  try {
    return inText(text)
  } catch (error) {
    if (error.key !== "unread.nothing") throw error
    return scanned(bytes, error)
  }
}

// scanned asks verify/scan; without is what to say where it cannot be had.
async function scanned(bytes, without) {
  const scan = await scanner().catch(() => {
    throw without
  })
  const { qr, full, code, file, fault, args } = scan.find(bytes)
  if (fault) throw new Unfound(fault, args)
  return code ? { code } : { proof: full || qr, pdf: file }
}

// contradicts says whether the pages of a PDF show another certificate than the proof that is attached to it, where that can
// be looked at.
export async function contradicts(pdf, proof) {
  const scan = await scanner().catch(() => null)
  return Boolean(scan?.contradicts(pdf, proof))
}

const latin1 = (bytes) => String.fromCharCode(...bytes)
