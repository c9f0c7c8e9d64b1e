// One person's visit: what is in memory alone, and gone when the page is closed or wiped. What must outlive it is in a record.

import { hex, unhex } from "../signer/bytes.js"
import { canSign } from "../signer/ed25519.js"
import { invitationKey } from "../signer/invitation.js"
import { engine } from "../verifier/engine.js"
import { isSame } from "./address.js"
import { Server } from "./network.js"
import { Records, test } from "./records.js"
import { Lacking, Stop, Unkept } from "./stop.js"
import { firstTrust, newer, noteOf } from "./trusted.js"

// begin is a visit with nothing known yet.
export function begin(env) {
  const server = new Server(env)
  return { env, server, verifier: null, trust: null, warning: null, offline: false, ...nobody() }
}

// nobody is what belongs to a person.
export function nobody() {
  return {
    code: null, nip: null, invited: null, view: null, invitation: null, confirmed: false, campaigns: [], campaign: null,
    prepare: false, record: null, credential: null, reading: null, key: null, passphrase: null, imported: null, taken: null,
    before: null, stale: false, resigned: false, fromReturning: false,
    late: false, // a key for once that is made in the act of signing
    agreed: null, // the text for which it was made
    insists: null, // the campaign whose text is shown although a pledge seems to stand
    questioned: false, // an officer has to look at the request, so the key must be one that waits
  }
}

// meet gets what every visit needs: a browser that can sign, a store, the trust list, and the address that it names.
export async function meet(s) {
  const { env, server } = s
  const isMet = s.trust !== null && !s.offline
  const asked = isMet ? null : server.get("trust").catch((error) => error) // while the browser is tried
  await equip(s)
  if (isMet) return
  const { verifier } = s
  const answer = await asked
  const unanswered = answer instanceof Error ? answer : null
  const note = answer.code === "" ? noteOf(answer.bytes) : null
  const { trust, warning } = await firstTrust({ verifier, pin: env.pin, pinned: env.pinned, note })
  if (trust === null) throw unanswered ?? new Stop("trust", { kind: note === null ? "none" : "bad" })
  if (warning && warning.kind !== "older") throw new Stop("trust", { kind: warning.kind })
  if (!isSame(env.address, trust.url)) throw new Stop("address-other", { url: trust.url, kind: env.pinned ? "pinned" : null })
  Object.assign(s, { trust, warning, offline: note === null })
}

// equip tries whether this browser can sign, and keep.
async function equip(s) {
  const { env } = s
  const opening = env.mayKeep && !env.inApp && !s.records ? env.store() : null // meanwhile
  const [verifier, signs] = await Promise.all([s.verifier ?? engine(), canSign()])
  if (verifier === null || !signs) throw new Lacking("signing")
  s.verifier = verifier
  if (s.records) return
  if (env.mayKeep && env.inApp) throw new Unkept("in-app")
  const store = await opening
  if (env.mayKeep && (store === null || !(await test(store)))) throw new Unkept("storage")
  s.records = new Records(store)
}

// follow takes a newer trust list that came with an answer.
export async function follow(s, note) {
  const { verifier, env, trust } = s
  const next = await newer({ verifier, pin: env.pinned ? null : env.pin, trust, note })
  if (next.trust) s.trust = next.trust
}

// lock drops the key once it has done its work.
export function lock(s) {
  s.key?.seed.fill(0)
  Object.assign(s, { key: null, passphrase: null })
}

// derive makes the invitation's key of the code, and looks whether this device has begun with it.
export async function derive(s) {
  s.invited = await invitationKey(s.code, s.trust.origin)
  s.record = await s.records.read(hex(s.invited.public))
}

export const publicOf = (record) => unhex(record.public)

// change writes to the visit's record, and takes what is kept.
export async function change(s, edit) {
  s.record = await s.records.change(s.record.id, (old) => ({ ...edit(old), touched: Math.floor(s.env.now()) }))
  if (s.record === null) throw new Unkept("storage")
  return s.record
}

// alone runs work while no other tab does the same for this person. Where browsers have no locks, what is written first counts.
export function alone(s, work) {
  const name = "ikrar " + (s.invited ? hex(s.invited.public) : s.record?.id ?? "")
  return s.env.locks ? s.env.locks.request(name, work) : work()
}
