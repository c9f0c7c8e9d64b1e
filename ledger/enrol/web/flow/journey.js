// Where a visit goes on: advance looks at what is known and kept, and takes the next step until a person is needed. So
// whoever comes again, after whatever was interrupted, goes on where it was.

import { unbase64 } from "../signer/bytes.js"
import { askCredential, askView } from "./asking.js"
import { showReturning, sendRevocation } from "./own.js"
import { atTime, isSamePerson, openCampaigns, personOf, shownOf } from "./person.js"
import { readable } from "./pledge.js"
import { change, derive, meet } from "./session.js"
import { settle, useImported } from "./signing.js"
import { campaignState, handoverState, keysState, personState, showWaiting, textState, working } from "./states.js"
import { Stop } from "./stop.js"
import { openBy } from "./trusted.js"

export async function advance(s) {
  s.show(working("asking"))
  await meet(s)
  if (s.code && !s.invited) {
    s.show(working("deriving"))
    await derive(s)
  }
  if (s.record !== null) return withKey(s)
  return s.code ? beforeKey(s) : arrive(s)
}

// beforeKey is a first visit until the key is made. Nothing that it sends changes anything.
async function beforeKey(s) {
  if (s.view === null) {
    s.show(working("asking"))
    await askView(s)
  }
  if (s.nip && s.invitation.last4 && s.nip !== s.invitation.last4) return s.ask({ fault: "nip" })
  if (s.view.state === "waiting") return showWaiting(s, { foreign: true })
  if (!s.confirmed) return s.show(personState(s))
  if (s.campaign === null && !s.prepare && !choose(s, s.campaigns)) return
  return s.imported ? useImported(s) : s.show(keysState(s))
}

// choose takes the one campaign that is open, else shows why there is none, or which.
function choose(s, campaigns) {
  const { open } = atTime(campaigns, s.server.date())
  if (open.length === 1) s.campaign = open[0].id
  else s.show(campaignState(s, campaigns))
  return open.length === 1
}

// withKey is a visit whose key is written ahead: hand it over, have it vouched for, sign.
async function withKey(s) {
  const { record } = s
  const pledges = Object.entries(record.pledges)
  const unsettled = pledges.find(([, p]) => !p.checked), last = pledges.at(-1)
  if (record.revocation) return sendRevocation(s)
  if (record.ended) return showReturning(s)
  if (record.wrapped && !s.code) return s.ask({ resume: true })
  if (mustHand(s)) return s.show(handoverState(s, true))
  if (unsettled) return settle(s, unsettled[0])
  if (s.campaign === null && isBack(s, last)) return showReturning(s)
  if (s.campaign === null && last) return settle(s, last[0])
  if (record.credential === null || s.stale) {
    s.show(working("enrolling"))
    const answer = await askCredential(s)
    if (answer.ended) return ended(s)
    if (answer.withdrawn) return anew(s)
    if (answer.waiting) return mustHand(s) ? s.show(handoverState(s, true)) : showWaiting(s, answer)
    s.stale = false
  }
  return toText(s)
}

// isBack says whether somebody comes back with a key, rather than with the slip that it was made for.
function isBack({ record, code, env }, last) {
  if (record.file === null || record.credential === null || code) return false
  return last !== undefined || (record.invitation === null && env.mode !== "saved")
}

// mustHand says whether the key must first be in its owner's hands: where nothing is stored here, or not for long enough.
function mustHand({ record, records }) {
  const isLasting = record.atOnce && records.keeps
  return record.file !== null && record.handed === null && record.credential === null && !isLasting
}

// anew begins again with a slip whose request was taken back, on another device perhaps.
async function anew(s) {
  await s.records.remove(s.record.id)
  Object.assign(s, { record: null, key: null, passphrase: null, imported: null, confirmed: false })
  return beforeKey(s)
}

// ended is for a key that HR has replaced or revoked since.
async function ended(s) {
  if (!s.record.file) throw new Stop("taken", { time: 0 })
  await change(s, () => ({ ended: true }))
  return showReturning(s)
}

// toText shows what is to be signed, by the person that the credential names, who is shown again where that has changed.
async function toText(s) {
  const { record } = s
  s.credential = await openBy(s, "credential", unbase64(record.credential), "credential")
  if (!isSamePerson(personOf(s.credential.body), record.shown)) return s.show(personState(s, record.shown))
  s.campaigns = await openCampaigns(s, record.campaigns, "text")
  const meant = s.campaign ?? record.campaign
  if (record.pledges[meant]) return settle(s, meant) // another tab has signed meanwhile
  const unsigned = s.campaigns.filter((c) => !record.pledges[c.id])
  const chosen = unsigned.filter((c) => c.id === meant)
  if (!choose(s, chosen.length > 0 ? chosen : unsigned)) return
  s.reading = readable(unsigned.find((c) => c.id === s.campaign), s.trust)
  s.show(textState(s, null))
}

// confirm is the person's word that it is they.
export async function confirm(s) {
  if (s.record === null) {
    s.confirmed = true
  } else {
    const shown = shownOf(s.credential.body)
    await change(s, () => ({ shown }))
  }
  return s.advance()
}

// arrive is a visit without a code: to what was begun here, else to the question for one.
async function arrive(s) {
  const records = (await s.records.all()).filter((r) => !r.ended)
  const own = records.find((r) => r.file)
  if (own && !s.rewritten && !s.asked) {
    s.record = own
    return withKey(s)
  }
  s.ask({ resume: records.some((r) => r.wrapped), kept: Boolean(own) })
}
