// What passes between a person who has a code from HR and the institution that gave it, STATEMENT.md section 13: the
// invitation, the request for a credential, and what else the code may ask for. signer/invitation in Go.
//
// The code is never sent. Both sides derive a key from it, { seed, public } as of ed25519.js, and what is sent is signed by
// that key. Addresses are the url of the trust list, dates Unix seconds by the server's clock.

import { bytesOf, equal, refuse } from "./bytes.js"
import { decode, encode } from "./cbor.js"
import { fromSeed } from "./ed25519.js"
import { BadSignature, checkNamed, parseNamed, signNamed } from "./named.js"
import { confirmed, confirming, digest, fields, isMap, line, MAX_STATEMENT, PERSON, size, time } from "./statement.js"

const ROUNDS = 10000

// invitationKey derives the key of a code, which is 16 characters without hyphens.
export const invitationKey = async (code, origin) => fromSeed(await derived(code, "ikrar/invitation/v1 " + origin))

// wrappingKey derives the 32 bytes under which a device keeps a key that is made for one pledge.
export const wrappingKey = (code, origin) => derived(code, "ikrar/wrap/v1 " + origin)

async function derived(code, salt) {
  const secret = await crypto.subtle.importKey("raw", bytesOf(code), "PBKDF2", false, ["deriveBits"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations: ROUNDS }
  return new Uint8Array(await crypto.subtle.deriveBits(how, secret, 256))
}

// The grammar of each payload: the label of its time, and what stands at -65537.

const asked = [[1, "address", line()], [2, "key", size(32)]]
const isField = (x) => ["name", "unit", "position", "rank", "nip", "other"].includes(x)

const FORMS = {
  invitation: { times: [[6, "iat", time]], body: [...PERSON, [8, "key", size(32)], [9, "until", time]] },
  request: { times: [[8, "cnf", isMap]], body: [[1, "address", line()], [2, "invitation", size(32)], [3, "after", size(32), true]] },
  view: { times: [[6, "date", time]], body: asked },
  withdrawal: { times: [[6, "date", time]], body: [...asked, [3, "request", size(32)]] },
  correction: { times: [[6, "date", time]], body: [...asked, [3, "field", isField], [4, "wish", line()], [5, "note", line(), true]] },
}

function claims(name, payload) {
  const { times, body } = FORMS[name]
  const { inner, ...outer } = fields(decode(payload), [...times, [-65537, "inner", isMap]])
  return { ...outer, ...fields(inner, body) }
}

// parse reads something signed of one of the names above: what it says, unverified.
function parse(name, raw) {
  const signed = parseNamed(raw)
  return { signed, said: claims(name, signed.payload) }
}

// openInvitation opens an invitation that a registrar in force of the trust list signed: { subject, name, unit, position, rank,
// last4, replaces, key, until, iat }. What may be absent is undefined then.
export async function openInvitation(raw, origin, trust) {
  const { signed, said } = parse("invitation", raw)
  const registrar = trust.registrars.find(({ kid, last }) => kid === signed.kid && last === Infinity)
  if (!registrar) throw new BadSignature(`an invitation by ${signed.kid}, no registrar in force`)
  await checkNamed(signed, "invitation", origin, registrar.key)
  return said
}

// makeRequest asks for the credential of a key: the key signs, and the invitation key, invited, signs what it signed. after is
// the digest of the request that was withdrawn last, where there was one.
export async function makeRequest(key, invited, address, origin, after) {
  const body = new Map([[1, address], [2, invited.public], ...(after ? [[3, after]] : [])])
  const first = await made("request", key, origin, new Map([[8, confirming(key.public)], [-65537, body]]))
  return encode([decode(first), decode(await signNamed(invited, "redemption", origin, digest(first)))])
}

// openRequest is the other side of makeRequest: { key, address, invitation, after }.
export async function openRequest(raw, origin) {
  if (raw.length > MAX_STATEMENT) refuse(`more than ${MAX_STATEMENT} bytes`)
  const both = decode(raw)
  if (!Array.isArray(both) || both.length !== 2 || !both.every(Array.isArray)) refuse("not two COSE_Sign1")
  const { signed, said } = parse("request", both[0].raw)
  const second = parseNamed(both[1].raw)
  const { cnf, ...rest } = said
  const key = confirmed(cnf)
  if (second.payload.length !== 32) refuse("a redemption of another length")
  if (!equal(second.payload, digest(signed.raw))) throw new BadSignature("the redemption of another request")
  await checkNamed(signed, "request", origin, key)
  await checkNamed(second, "redemption", origin, rest.invitation)
  return { key, ...rest }
}

export const makeView = (invited, address, date, origin) => ask("view", invited, address, date, origin)

// makeWithdrawal takes back a request that nobody has approved, by its digest.
export const makeWithdrawal = (invited, address, date, request, origin) => ask("withdrawal", invited, address, date, origin, [3, request])

// makeCorrection is signed by the invitation key, or by the key that is enrolled.
export function makeCorrection(key, address, date, { field, wish, note }, origin) {
  return ask("correction", key, address, date, origin, [3, field], [4, wish], ...(note ? [[5, note]] : []))
}

const ask = (name, key, address, date, origin, ...more) =>
  made(name, key, origin, new Map([[6, date], [-65537, new Map([[1, address], [2, key.public], ...more])]]))

// made signs what the grammar lets pass.
function made(name, key, origin, map) {
  const payload = encode(map)
  claims(name, payload)
  return signNamed(key, name, origin, payload)
}

export const openView = (raw, origin) => opened("view", raw, origin)
export const openWithdrawal = (raw, origin) => opened("withdrawal", raw, origin)
export const openCorrection = (raw, origin) => opened("correction", raw, origin)

// opened opens what the key in it signed.
async function opened(name, raw, origin) {
  const { signed, said } = parse(name, raw)
  await checkNamed(signed, name, origin, said.key)
  return said
}
