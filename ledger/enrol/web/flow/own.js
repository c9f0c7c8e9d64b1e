// Coming back with a key that is kept: what is recorded in my name, what there is to sign, and the end of the key.

import { base64, hex, unbase64, unhex } from "../signer/bytes.js"
import { digest, make, registered } from "../signer/statement.js"
import { takePacket } from "./asking.js"
import { entriesOf, published } from "./entries.js"
import { fingerprint } from "../signer/keyfile.js"
import { enrolmentBy, normal, unlock } from "./keys.js"
import { readJSON, refusal } from "./network.js"
import { atTime, campaignOf, openCampaigns, personOf } from "./person.js"
import { openKey } from "./signing.js"
import { change, lock, publicOf } from "./session.js"
import { importState, showWaiting, working } from "./states.js"
import { Stop } from "./stop.js"
import { begun, Records } from "./records.js"
import { dropRevoked, revokedOf } from "./revoked.js"
import { lineOf } from "./wish.js"

// showReturning shows at once what is kept here, and then what the ledger says.
export async function showReturning(s) {
  const others = (await s.records.all()).filter((r) => r.file && !r.ended && r.id !== s.record.id)
  const shown = await returningState(s, others, { entries: null, offline: s.offline, ended: s.record.ended })
  s.show(shown)
  s.aside(complete(s, others, s.adder()))
}

// complete adds to what is shown what the ledger says.
async function complete(s, others, add) {
  const ended = await refreshed(s)
  await dropRevoked(s)
  const entries = await entriesOf(s, publicOf(s.record)).catch(() => null)
  add(await returningState(s, others, { entries: entries && titled(s, entries), offline: entries === null, ended }))
}

async function returningState(s, others, rest) {
  const { record } = s
  const campaigns = rest.ended ? [] : await openCampaigns(s, record.campaigns, "text").catch(() => [])
  const isNew = ({ id }) => !record.pledges[id] && !record.elsewhere.includes(id)
  const { open } = atTime(campaigns.filter(isNew), s.server.date())
  return {
    at: "returning", key: { comment: record.shown?.name ?? "", fingerprint: fingerprint(publicOf(record)) },
    person: record.shown && personOf(record.shown), campaigns: open.map(campaignOf), pledged: pledgesOf(record), revoked: revokedOf(record), ...rest,
    stored: record.file !== null,
    others: others.map((r) => ({ fingerprint: fingerprint(publicOf(r)), name: r.shown?.name ?? "" })),
  }
}

const pledgesOf = ({ pledges }) => Object.values(pledges).filter((p) => p.index !== null)
  .map(({ campaign, code, index, time }) => ({ campaign, code, index, time }))

// titled says of a pledge that was signed here in which campaign it was: the ledger's entry is a digest.
function titled({ record }, entries) {
  const ours = [...Object.values(record.revoked ?? {}), ...Object.values(record.pledges)]
  const titles = new Map(ours.map((p) => [hex(digest(unbase64(p.raw))), p.campaign.title]))
  return entries.map(({ digest: of, ...entry }) => ({ ...entry, title: titles.get(of) ?? "" }))
}

// refreshed asks for the person's packet by the question that was signed when the key was made, and returns whether the key
// holds no longer.
async function refreshed(s) {
  const { record } = s
  try {
    const answer = await s.server.post("v1/enrolments", unbase64(record.enrolment))
    if (answer.code === "") await takePacket(s, answer.bytes)
    return ["not-enrolled", "invitation-used"].includes(answer.code) && record.credential !== null
  } catch {
    return record.ended // nobody answered: as it was
  }
}

// revoke ends the key, from the next entry on: what it signed stays.
export async function revoke(s, state, { passphrase, reason = "" } = {}) {
  const why = lineOf(reason)
  if (why === "" || why.length > 250) return s.show({ ...state, fault: "reason" })
  s.show(working("signing"))
  const { key, fault } = await openKey(s, passphrase)
  if (fault) return s.show({ ...state, fault })
  const { server, trust, record } = s
  const own = Object.values(record.pledges).map((p) => (p.index ?? -1) + 1)
  const from = Math.max((await published(s)).size, ...own)
  const body = new Map([[1, 0], [2, key.public], [3, from], [4, why]])
  const claims = new Map([[6, Math.floor(server.signable())], [-65537, body]])
  const made = base64(await make("revocation", key, trust.origin, claims))
  await change(s, (old) => ({ revocation: old.revocation ?? made }))
  return sendRevocation(s)
}

// sendRevocation sends the revocation that was written ahead, and ends the record once the ledger's word holds.
export async function sendRevocation(s) {
  s.show(working("recording"))
  const raw = unbase64(s.record.revocation)
  const answer = await s.server.post("v1/revocations", raw)
  if (answer.code !== "" && answer.code !== "target-revoked") {
    await change(s, () => ({ revocation: null }))
    throw refusal(answer)
  }
  const { index = null, time = null } = answer.code === "" ? await registration(s, raw, answer.bytes) : {}
  await change(s, () => ({ ended: true, file: null, revocation: null }))
  lock(s)
  s.show({ at: "revoked", index, time })
}

async function registration({ trust }, raw, bytes) {
  const r = readJSON(bytes)
  const ledger = trust.ledgers.find((l) => l.first <= r?.index && r?.index <= l.last)
  const claim = { index: r?.index, time: r?.time, digest: digest(raw), credentialIndex: r?.credential }
  const holds = ledger && (await registered(claim, trust.origin, ledger.key.key, unhex(String(r.signature))).catch(() => false))
  if (!holds) throw new Stop("proof", { answer: null })
  return r
}

// openImported opens a key that its owner brings: for the request of a slip, or to come back on another device.
export async function openImported(s, text, passphrase) {
  s.show(working("deriving"))
  const { key, sealed, fault, form } = await unlock(text, passphrase ? normal(passphrase) : null)
  if (fault) return s.show(importState(s, fault, form))
  if (!sealed) s.records = new Records(null) // never stored in the clear
  s.imported = { key, file: sealed ? text.trim() + "\n" : null, passphrase: passphrase ? normal(passphrase) : null }
  if (s.view?.state === "open") return s.advance()
  s.show(working("asking"))
  const enrolment = await enrolmentBy(key, s.trust.origin)
  const answer = await asked(s, enrolment)
  if (answer === null) return s.show(importState(s, "packet"))
  if (answer.code === "") return returnWith(s, enrolment, answer.bytes)
  if (answer.code !== "not-enrolled") throw refusal(answer)
  if (s.view?.state !== "waiting") return s.code ? s.advance() : s.ask({ imported: true })
  await claimImported(s, enrolment)
  return showWaiting(s, { foreign: true })
}

// asked is null for a saved page without a network: it takes a packet.
async function asked(s, enrolment) {
  try {
    return await s.server.post("v1/enrolments", enrolment)
  } catch (error) {
    if (s.env.mode === "saved") return null
    throw error
  }
}

async function claimImported(s, enrolment) {
  const { key, file, passphrase } = s.imported
  const id = hex(key.public)
  const invitation = s.invited && hex(s.invited.public)
  const more = { invitation, public: id, file, waits: true, handed: "import", enrolment: base64(enrolment) }
  const record = begun(id, Math.floor(s.server.date()), more)
  Object.assign(s, { record: await s.records.claim(record), key, passphrase, imported: null })
}

async function returnWith(s, enrolment, packet) {
  await claimImported(s, enrolment)
  await takePacket(s, packet)
  return s.env.mode === "saved" ? s.advance() : showReturning(s)
}

// openPacket takes NIP.ikrar in place of the server's answer, on a saved page.
export async function openPacket(s, bytes) {
  if (!s.imported) return s.show(importState(s, "needs-passphrase"))
  return returnWith(s, await enrolmentBy(s.imported.key, s.trust.origin), bytes)
}
