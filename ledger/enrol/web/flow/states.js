// The states of FLOW.md that more than one step shows.

import { keyName } from "./filename.js"
import { atTime, campaignOf, personOf } from "./person.js"
import { isBrought } from "./records.js"

export const working = (what) => ({ at: "working", what, slow: false })

// personState asks whether it is them. before is the person as confirmed, where HR has changed something since.
export function personState({ invitation, view, record, credential }, before = null) {
  return {
    at: "person", person: personOf(before ? credential.body : invitation), until: invitation?.until ?? 0,
    atOnce: view?.atOnce ?? record?.atOnce ?? true, changed: before !== null, before: before && personOf(before),
  }
}

// choices are how a key may be kept here. Once is for a key that is used in this very visit, and where nothing is stored for
// the kiosk alone: elsewhere a tab that is closed would take the key with it, and the code would be spent.
export function choices({ view, prepare, questioned, records, env }) {
  const { keys, atOnce } = view
  const mayOnce = atOnce && !prepare && !questioned && (records.keeps || env.mode === "kiosk")
  if (!mayOnce) return ["keep"]
  return keys === "ask" ? ["keep", "once"] : [keys]
}

export const keysState = (s) => ({
  at: "keys", choices: choices(s), fault: null, storing: s.records.keeps, questioned: s.questioned,
})

// isUnfinished says whether a key has asked for its credential that is in this page alone: until its pledge is recorded, to
// close the page loses the key, and spends the code.
export function isUnfinished({ record, records }) {
  if (!record || records.keeps || record.file || record.ended || isBrought(record)) return false
  return !Object.values(record.pledges).some((p) => p.index !== null)
}

// handoverState hands the key's file to its owner; required before the request leaves, or a copy.
export function handoverState({ record, records, taken }, required) {
  const file = { name: keyName(record.shown?.name ?? ""), text: record.file }
  const purpose = required ? "first" : "export"
  return { at: "handover", file, qr: record.file, required, taken: taken ?? null, purpose, storing: records.keeps }
}

// showWaiting says who waits for a registrar's hand, and looks again by itself.
export function showWaiting(s, { foreign = false, wait = 0 }) {
  const { view, record, env } = s
  const seconds = Math.min(Math.max(wait || 15, 5), 120)
  s.show({
    at: "waiting", since: (foreign ? view?.time : record?.since) || s.server.date(), next: env.now() + seconds, foreign,
    storing: s.records.keeps,
    canWithdraw: s.invited !== null && Boolean(record?.request ?? view?.request),
  })
  s.lookLater(seconds)
}

// campaignState says why there is nothing to sign now, or asks which.
export function campaignState(s, campaigns) {
  const { open, next, last } = atTime(campaigns, s.server.date())
  const prepare = s.record === null
  if (open.length > 1) return { at: "campaign", why: "several", list: open.map(campaignOf), prepare: false }
  if (next) return { at: "campaign", why: "early", campaign: campaignOf(next), prepare }
  if (last) return { at: "campaign", why: "closed", campaign: campaignOf(last), prepare: false }
  return { at: "campaign", why: "none", prepare }
}

// signedState says before the text that somebody has signed already, as it seems.
export function signedState({ reading }, time) {
  const campaign = campaignOf(reading)
  return { at: "campaign", why: "signed", campaign, list: [campaign], time, prepare: false }
}

// revokedState says that a pledge was revoked, and offers to sign anew where the key for it is at hand.
export function revokedState({ record }, { campaign, index }) {
  return { at: "campaign", why: "revoked", campaign, index, list: record.file ? [campaign] : [], prepare: false }
}

// textState shows what is to be signed in full, and what the act of signing is.
export function textState(s, fault) {
  const { reading, credential, record, invitation } = s
  const { text, digest } = reading
  return {
    at: "text", campaign: { ...campaignOf(reading), text, digest }, person: personOf(record ? credential.body : invitation),
    needs: record?.file ? "passphrase" : "hold", fault, fromReturning: s.fromReturning,
  }
}

export const importState = (s, fault, form = "") => ({ at: "import", fault, form, packet: s.env.mode === "saved" })
