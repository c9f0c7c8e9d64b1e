// Signed notes, verifier keys and checkpoints: C2SP signed-note, tlog-cosignature and tlog-checkpoint, PROOF.md section 2.

import { bytesOf, concat, hex, number, refuse, textOf, unbase64 } from "../signer/bytes.js"
import { checkKey, verify } from "../signer/ed25519.js"
import { sha256 } from "../signer/sha256.js"
import { isOrigin } from "../signer/statement.js"

export const ED25519 = 1 // the type by which logs and roots sign
export const COSIGNATURE = 4 // the type by which witnesses do: a time stands before the signature

const MAX_SIGNATURES = 100

// parseKey reads a vkey, NAME+HASH+base64(TYPE || 32 bytes), in its one spelling: {text, name, hash, type, key}.
export function parseKey(text) {
  const [name, hash, ...rest] = text.split("+")
  const raw = unbase64(rest.join("+"))
  if (!isOrigin(name) || raw.length !== 33 || (raw[0] !== ED25519 && raw[0] !== COSIGNATURE)) refuse("not a verifier key of type 1 or 4")
  if (hash !== hex(sha256(bytesOf(name + "\n"), raw).subarray(0, 4))) refuse("not the one spelling of a verifier key")
  const key = raw.subarray(1)
  checkKey(key)
  return { text, name, hash, type: raw[0], key }
}

// openNote reads a signed note and checks the signatures of the keys it is given: {text, lines, signed: [{key, time}]}, where time
// is a cosignature's, a BigInt. Lines of other keys are ignored; a wrong one of a known key refuses the note.
export async function openNote(bytes, keys) {
  const { text, lines, signatures } = readNote(bytes)
  const signed = []
  for (const { name, hash, signature } of signatures) {
    const known = keys.filter((k) => k.name === name && k.hash === hash)
    if (known.length === 0 || signed.some((s) => s.key === known[0])) continue
    if (known.length > 1) refuse("two keys of one name and hash")
    signed.push({ key: known[0], time: await check(known[0], text, signature) })
  }
  if (signed.length === 0) refuse("signed by nobody known")
  return { text, lines, signed }
}

// readNote takes a note apart, whoever signed it.
function readNote(bytes) {
  const whole = textOf(bytes)
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) refuse("a control character")
  const split = whole.lastIndexOf("\n\n")
  const lines = whole.slice(split + 2).split("\n")
  if (split < 0 || lines.length < 2 || lines.pop() !== "" || lines.length > MAX_SIGNATURES) refuse("not a signed note")
  return { text: whole.slice(0, split + 1), lines, signatures: lines.map(signatureLine) }
}

// White space as Unicode has it, in which a name must not be cut in two.
const WHITE = /[\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

function signatureLine(line) {
  const [dash, name, encoded, ...rest] = line.split(" ")
  if (dash !== "—" || !name || WHITE.test(name) || name.includes("+") || !encoded || rest.length > 0) refuse("not a signature line")
  const raw = unbase64(encoded)
  if (raw.length < 5) refuse("not a signature line")
  return { name, hash: hex(raw.subarray(0, 4)), signature: raw.subarray(4) }
}

async function check(key, text, signature) {
  let message = bytesOf(text), time = null
  if (key.type === COSIGNATURE) {
    if (signature.length !== 72 || signature[0] >= 0x80) refuse("not a cosignature")
    time = BigInt("0x" + hex(signature.subarray(0, 8)))
    message = concat(bytesOf(`cosignature/v1\ntime ${time}\n`), message)
    signature = signature.subarray(8)
  }
  if (signature.length !== 64 || !(await verify(key.key, message, signature))) refuse(`the signature of ${key.name} does not hold`)
  return time
}

// parseCheckpoint reads the three lines of a checkpoint: {origin, size, root}.
export function parseCheckpoint(text) {
  const lines = text.split("\n")
  if (lines.length !== 4 || lines[3] !== "" || !isOrigin(lines[0])) refuse("not a checkpoint of three lines")
  const root = unbase64(lines[2])
  if (root.length !== 32) refuse("not a checkpoint's root")
  return { origin: lines[0], size: number(lines[1]), root }
}

// isCheckpoint says whether bytes have the form of a signed checkpoint, whoever signed it.
export function isCheckpoint(bytes) {
  try {
    parseCheckpoint(readNote(bytes).text)
    return true
  } catch {
    return false
  }
}

// openCheckpoint opens a checkpoint by a policy: {origin, size, root, log: the key that signed, cosigned: [{name, time}]}.
export async function openCheckpoint(bytes, policy) {
  const note = await openNote(bytes, [...policy.logs.map((l) => l.key), ...policy.witnesses.map((w) => w.key)])
  const checkpoint = parseCheckpoint(note.text)
  // Of two listed logs that signed it the last counts, and only under its own name.
  checkpoint.log = note.signed.map((s) => s.key).findLast((k) => k.type === ED25519 && k.name === checkpoint.origin)
  if (!checkpoint.log) refuse("no listed log signed the checkpoint")
  checkpoint.cosigned = []
  for (const { key, time } of note.signed) {
    const witness = policy.witnesses.find((w) => w.key === key)
    if (witness) checkpoint.cosigned.push({ name: witness.name, time })
  }
  return checkpoint
}
