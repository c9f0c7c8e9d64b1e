// Statements: STATEMENT.md, of whose kinds a checker meets five, and who signs makes two.

import { bytesOf, hex, refuse, unhex } from "./bytes.js"
import { decode, encode } from "./cbor.js"
import { kid, sign, verify } from "./ed25519.js"
import { sha256 } from "./sha256.js"

export const MAX_STATEMENT = 16384
export const MAX_TIME = 2 ** 40 // exclusive

// Section 1, lines: no control, no line or paragraph separator, no control of reading direction, no U+FFFD; no space at an end.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/
const SPACE = "[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]"
const SPACE_AT_END = new RegExp(`^${SPACE}|${SPACE}$`)

const isText = (s, min, max) => typeof s === "string" && bytesOf(s).length >= min && bytesOf(s).length <= max
export const isLine = (s, min, max) => isText(s, min, max) && !UNPRINTABLE.test(s) && !SPACE_AT_END.test(s)
export const isOrigin = (s) => /^[!-*,-~]{1,100}$/.test(s) // printable ASCII without + and space

// The grammar's words. Each gives a function that says whether a value is one.
export const line = (min = 1, max = 200) => (x) => isLine(x, min, max)
export const pattern = (p) => (x) => typeof x === "string" && p.test(x)
export const size = (n) => (x) => x instanceof Uint8Array && x.length === n
export const within = (min, max) => (x) => typeof x === "number" && min <= x && x <= max
export const time = within(1, MAX_TIME - 1)
const index = within(0, Number.MAX_SAFE_INTEGER)

// fields reads a map that has exactly the given labels, [label, name, grammar, whether it may be absent], as an object.
export function fields(map, labels) {
  if (!(map instanceof Map)) refuse("not a map")
  const found = {}
  let n = 0
  for (const [label, name, grammar, optional] of labels) {
    if (!map.has(label)) {
      if (optional) continue
      refuse(`no label ${label}`)
    }
    if (!grammar(map.get(label))) refuse(`label ${label} is not of its grammar`)
    found[name] = map.get(label)
    n++
  }
  if (n !== map.size) refuse("an unknown label")
  return found
}

export const isMap = (x) => x instanceof Map

const COSE_KEY = [[1, "kty", within(1, 1)], [-1, "crv", within(6, 6)], [-2, "x", size(32)]]

// confirmed reads a cnf as the key in it, and confirming is the cnf of a key.
export const confirmed = (cnf) => fields(fields(cnf, [[1, "key", isMap]]).key, COSE_KEY).x
export const confirming = (key) => new Map([[1, new Map([[1, 1], [-1, 6], [-2, key]])]])

const isWholeText = (x) => isText(x, 1, 12288) && !UNPRINTABLE.test(x.replaceAll("\n", ""))
const isNames = (x) => Array.isArray(x) && x.length >= 1 && x.length <= 20 && x.every((one) => isLine(one, 1, 200))

export const PERSON = [
  [1, "subject", size(8)], [2, "name", line()], [3, "unit", line(), true], [4, "position", line(), true], [5, "rank", line(), true],
  [6, "last4", pattern(/^[0-9]{4}$/), true], [7, "replaces", size(32), true],
]

const BODIES = {
  credential: PERSON,
  campaign: [
    [1, "id", pattern(/^[a-z0-9-]{1,32}$/)], [2, "title", line()], [3, "text", isWholeText], [4, "digest", size(32)],
    [5, "language", line(2, 16)], [6, "place", line(0)], [7, "opens", time], [8, "closes", time], [9, "saksi", isNames, true],
  ],
  pledge: [[1, "text", size(32)], [2, "campaign", pattern(/^[a-z0-9-]{1,32}$/)], [3, "place", line(0)]],
  issuance: [
    [1, "pledge", size(32)], [2, "number", line(1, 100)], [3, "file", size(32)], [4, "length", within(1, Number.MAX_SAFE_INTEGER)],
    [5, "predecessor", size(32), true],
  ],
  revocation: [[1, "what", within(0, 3)], [2, "target", size(32)], [3, "from", index], [4, "reason", line(1, 500)]],
}

// sign1 takes a COSE_Sign1 in its one encoding apart, header and claims still in their bytes.
export function sign1(raw) {
  const envelope = decode(raw)
  if (!Array.isArray(envelope) || envelope.length !== 4) refuse("not a COSE_Sign1")
  const [header, unprotected, payload, signature] = envelope
  if (!(header instanceof Uint8Array && isMap(unprotected) && unprotected.size === 0 && payload instanceof Uint8Array && size(64)(signature))) {
    refuse("not a COSE_Sign1")
  }
  return { header, payload, signature }
}

// parse is section 7, steps 1 to 5: {kind, raw, digest, kid, time, body, ...}, unverified; a credential has key beside it, a
// pledge its credential. It may be looked at to find the key it names, not believed.
export function parse(kind, raw) {
  if (raw.length > MAX_STATEMENT) refuse(`more than ${MAX_STATEMENT} bytes`) // step 1
  const { header, payload, signature } = sign1(raw) // step 2
  const named = kind === "pledge" ? [13, "credential", Array.isArray] : [4, "kid", size(8)]
  const labels = fields(decode(header), [[1, "alg", within(-8, -8)], named]) // step 3
  const grammar = [[6, "iat", time], [-65537, "body", isMap]]
  if (kind === "credential") grammar.push([8, "cnf", isMap])
  const claims = fields(decode(payload), grammar) // step 4
  const statement = { kind, raw, digest: sha256(raw), time: claims.iat, body: fields(claims.body, BODIES[kind]), header, payload, signature }
  if (kind === "credential") {
    statement.key = confirmed(claims.cnf)
  }
  if (kind === "campaign" && hex(sha256(bytesOf(claims.body.get(3)))) !== hex(statement.body.digest)) refuse("another text's digest")
  if (kind === "campaign" && statement.body.closes <= statement.body.opens) refuse("it closes before it opens")
  if (kind === "pledge") {
    statement.credential = parse("credential", labels.credential.raw) // step 5
  } else {
    statement.kid = hex(labels.kid)
  }
  return statement
}

// open is section 7, steps 6 and 7: whether the statement is signed by the key, which it must name itself, for the origin.
export async function open(statement, origin, key) {
  const named = statement.kind === "pledge" ? hex(statement.credential.key) === hex(key) : statement.kid === kid(key)
  return named && verify(key, sigStructure(statement.kind, origin, statement.header, statement.payload), statement.signature)
}

// make signs claims, the whole payload as a Map, as a statement of a kind: by a key that it names, or for a pledge by the key of
// the credential, whose bytes it carries. What open would refuse is refused. It gives the bytes.
export async function make(kind, key, origin, claims, credential) {
  const header = kind === "pledge" ? [13, decode(credential)] : [4, unhex(kid(key.public))]
  const raw = await envelop(kind, key, origin, encode(new Map([[1, -8], header])), encode(claims))
  if (!(await open(parse(kind, raw), origin, key.public))) refuse("a key that is not the credential's")
  return raw
}

export const digest = (raw) => sha256(raw)

// envelop signs a payload under a name: a COSE_Sign1.
export async function envelop(what, key, origin, header, payload) {
  if (!isOrigin(origin) || origin.length > MAX_ORIGIN) refuse("not an origin")
  return encode([header, new Map(), payload, await sign(key, sigStructure(what, origin, header, payload))])
}

const MAX_ORIGIN = 95 // with "/root" behind it, it names a key

// sigStructure is section 3.
export function sigStructure(what, origin, header, payload) {
  return covered(header, bytesOf(`ikrar/${what}/v1 ${origin}`), payload)
}

// covered is the Sig_structure of RFC 9052 section 4.4: the bytes that are signed.
export const covered = (header, external, payload) => encode(["Signature1", header, external, payload])

const REGISTRATION_HEADER = Uint8Array.of(0xa1, 1, 0x27) // {1: -8}

// registered is section 6: whether the ledger's key signed that it recorded the statement of the digest.
export async function registered(registration, origin, key, signature) {
  const { index, time, digest, credentialIndex } = registration
  const payload = encode([index, time, digest, credentialIndex])
  return verify(key, sigStructure("registration", origin, REGISTRATION_HEADER, payload), signature)
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeOf is the code of a pledge's bytes: 60 bits of a hash as K7QM-2F8D-9XPA (PROOF.md section 1).
export function codeOf(pledge) {
  const sum = sha256(bytesOf("ikrar/code/v1"), pledge)
  let bits = sum.subarray(0, 8).reduce((n, x) => (n << 8n) | BigInt(x), 0n) >> 4n
  let code = ""
  for (let i = 0; i < 12; i++, bits >>= 5n) code = CROCKFORD[Number(bits & 31n)] + code
  return code.replace(/(....)(....)(....)/, "$1-$2-$3")
}
