// Where a visit goes on: advance looks at what is known and kept, and takes the next step until a person is needed. So
// whoever comes again, after whatever was interrupted, goes on where it was.

import { unbase64 } from "../signer/bytes.js"
import { askCredential, askView, withdraw } from "./asking.js"
import { showReturning, sendRevocation } from "./own.js"
import { atTime, isSamePerson, openCampaigns, personOf, shownOf } from "./person.js"
import { readable } from "./pledge.js"
import { isBrought } from "./records.js"
import { change, derive, meet } from "./session.js"
import { settle, signOpened, useImported } from "./signing.js"
import { standing } from "./standing.js"
import { campaignState, handoverState, keysState, personState, showWaiting, signedState, textState, working } from "./states.js"
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
    if (!(await askView(s))) return s.ask({ fault: "nip" })
  }
  if (s.view.state === "waiting") return showWaiting(s, { foreign: true })
  if (!s.confirmed) return s.show(personState(s))
  if (s.campaign === null && !s.prepare && !choose(s, s.campaigns)) return
  if (s.imported) return useImported(s)
  return s.late ? read(s, s.campaigns) : s.show(keysState(s))
}

// read shows the text of the campaign that was chosen, unless it is the one that was read and agreed to in this very act, or a
// pledge stands already.
async function read(s, campaigns) {
  s.reading = readable(campaigns.find((c) => c.id === s.campaign), s.trust)
  const { id, digest } = s.reading
  if (s.record && s.agreed?.id === id && s.agreed.digest === digest) return signOpened(s)
  const time = await standing(s)
  s.show(time === null ? textState(s, null) : signedState(s, time))
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
    if (answer.waiting && !answer.foreign && !s.record.file && !isBrought(s.record)) return keepInstead(s)
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

// mustHand says whether the key must first be in its owner's hands: where nothing is stored here, or not for long enough,
// until HR approves or the campaign opens.
function mustHand({ record, records }) {
  const isLasting = record.atOnce && records.keeps && record.campaign !== null
  return record.file !== null && record.handed === null && record.credential === null && !isLasting
}

// anew begins again with a slip whose request was taken back, on another device perhaps.
async function anew(s) {
  await s.records.remove(s.record.id)
  Object.assign(s, { record: null, key: null, passphrase: null, imported: null, confirmed: false })
  return beforeKey(s)
}

// keepInstead takes back the request of a key for once that an officer has to look at first: such a key is in no hands but
// this device's, and would wait there for days. Where the officer was faster there is a credential.
async function keepInstead(s) {
  const { campaign } = s.record
  try {
    await withdraw(s)
  } catch (error) {
    if (!(error instanceof Stop) || error.why !== "invitation-used") throw error
    return withKey(s)
  }
  Object.assign(s, { confirmed: true, campaign, questioned: true, late: false, agreed: null })
  return beforeKey(s)
}

// ended is for a key that HR has replaced or revoked since.
async function ended(s) {
  if (!s.record.file) throw new Stop("taken", { time: 0, kind: "ended" })
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
  return read(s, unsigned)
}

// confirm is the person's word that it is they.
export async function confirm(s) {
  if (s.record === null) {
    s.confirmed = true
  } else {
    const shown = shownOf(s.credential.body)
    await change(s, () => ({ shown }))
    s.agreed = null // that was under other data
  }
  return s.advance()
}

// arrive is a visit without a code: to what was begun here, to what an ended key has signed, else to the question for a code.
async function arrive(s) {
  const records = await s.records.all()
  const resume = records.some((r) => r.wrapped && !r.ended)
  const own = records.find((r) => r.file && !r.ended) ?? (resume ? null : records.find((r) => r.ended && r.shown))
  if (own && !s.rewritten && !s.asked) {
    s.record = own
    return withKey(s)
  }
  s.ask({ resume, kept: Boolean(own) })
}
