// The key made, and the pledge signed: both written ahead and read back before anything leaves this device.

import { base64, equal, hex, unbase64 } from "../signer/bytes.js"
import { newKey } from "../signer/ed25519.js"
import { writeKey } from "../signer/keyfile.js"
import { requestFor } from "./asking.js"
import { showDone } from "./done.js"
import { pledgeName } from "./filename.js"
import { enrolmentBy, fault, normal, unlock, unwrap, wrap } from "./keys.js"
import { refusal } from "./network.js"
import { campaignOf, shownOf } from "./person.js"
import { fullProof, judge, send, signPledge } from "./pledge.js"
import { begun } from "./records.js"
import { dropRevoked } from "./revoked.js"
import { alone, change, publicOf } from "./session.js"
import { revokedState, textState, working } from "./states.js"
import { Stop } from "./stop.js"

// keep makes a key that stays with its owner, under a passphrase.
export async function keep(s, state, passphrase, again) {
  const wrong = fault(passphrase, again)
  if (wrong) return s.show({ ...state, fault: wrong })
  s.show(working("deriving"))
  const key = await newKey()
  const file = await writeKey(key, normal(passphrase), s.invitation.name)
  await writeAhead(s, key, { file, wrapped: null, handed: null })
  s.passphrase = normal(passphrase)
  return s.advance()
}

// once makes a key for this one signature: now where it can be written ahead, else in the act of signing.
export async function once(s) {
  s.late = !s.records.keeps
  if (!s.late) await makeOnce(s)
  return s.advance()
}

async function makeOnce(s) {
  s.show(working("deriving"))
  const key = await newKey()
  const wrapped = s.records.keeps ? await wrap(key, s.code, s.trust.origin) : null
  await writeAhead(s, key, { file: null, wrapped, handed: null })
}

// useImported takes a key that its owner brought, which so is in their hands already.
export async function useImported(s) {
  const { key, file, passphrase } = s.imported
  await writeAhead(s, key, { file, wrapped: null, handed: "import" })
  s.passphrase = passphrase
  return s.advance()
}

// writeAhead keeps the key with the request that it signs. Where another tab was first its key counts, and ours is dropped.
async function writeAhead(s, key, how) {
  const { invitation, view, trust, server } = s
  const id = hex(s.invited.public)
  const record = begun(id, Math.floor(server.date()), {
    invitation: id, public: hex(key.public), ...how, shown: shownOf(invitation), atOnce: view.atOnce, campaign: s.campaign,
    enrolment: base64(await enrolmentBy(key, trust.origin)), request: await requestFor(s, key),
  })
  s.record = await alone(s, () => s.records.claim(record))
  s.key = s.record.public === record.public ? key : null
}

// openKey gives the key of the record, or a word of why not.
export async function openKey(s, passphrase) {
  const { record } = s
  if (s.key && !record.file) return { key: s.key }
  if (record.wrapped) {
    s.key = await unwrap(record.wrapped, s.code, s.trust.origin, publicOf(record))
    return { key: s.key }
  }
  const secret = normal(passphrase ?? "")
  if (secret === "") return { fault: "passphrase" }
  if (s.key && s.passphrase === secret) return { key: s.key }
  const { key, fault: wrong } = await unlock(record.file, secret)
  if (wrong || !equal(key.public, publicOf(record))) return { fault: "passphrase" }
  Object.assign(s, { key, passphrase: secret })
  return { key }
}

// sign is the person's act: they agree, and their key signs.
export async function sign(s, { agreed, passphrase } = {}) {
  if (!agreed) return s.show(textState(s, "agree"))
  if (s.record === null) return signInOne(s)
  s.show(working("signing"))
  const { fault: wrong } = await openKey(s, passphrase)
  if (wrong) return s.show(textState(s, wrong))
  return signOpened(s)
}

// signInOne makes the key, has it vouched for and signs, one after the other: nobody waits, or walks away, in between.
async function signInOne(s) {
  const { id, digest, closes } = s.reading
  if (s.server.date() < closes) {
    s.agreed = { id, digest }
    await makeOnce(s)
  } else s.campaign = null
  return s.advance()
}

// signOpened signs what is read with the key that is open.
export async function signOpened(s) {
  const { reading } = s
  const next = await alone(s, async () => {
    const made = await signPledge(s, reading, s.credential)
    const pledge = { ...made, campaign: campaignOf(reading), index: null, time: null, checked: false }
    await change(s, ({ pledges }) => ({ pledges: { ...pledges, [reading.id]: pledges[reading.id] ?? pledge } }))
    return settled(s, reading.id)
  })
  return next()
}

// settle sends what was signed, as it was signed, until it is recorded and its proof checked.
export async function settle(s, id) {
  const next = await alone(s, () => settled(s, id))
  return next()
}

// settled returns what to do then: no other tab is kept waiting for that.
async function settled(s, id) {
  const pledge = s.record.pledges[id]
  if (pledge.index === null) {
    s.show(working("recording"))
    const refused = await recorded(s, pledge)
    if (refused === OFFLINE) return () => s.show(pledgedState(s, pledge))
    if (refused) return afterRefusal(s, pledge, refused)
  }
  s.show(working("checking"))
  if (pledge.checked && (await dropRevoked(s)).some((p) => p.code === pledge.code)) return () => showRevoked(s, pledge)
  const proved = await prove(s, s.record.pledges[id])
  return () => showDone(s, s.record.pledges[id], proved)
}

// showRevoked leads to a new signature: by the person as HR has corrected them.
function showRevoked(s, pledge) {
  Object.assign(s, { campaign: null, stale: true })
  s.show(revokedState(s, pledge))
}

const OFFLINE = { offline: true }

function pledgedState({ record }, { code, raw }) {
  return { at: "pledged", file: { name: pledgeName(record.shown.name, code), bytes: unbase64(raw) } }
}

// recorded has the pledge recorded, and believes it where the registration holds. It returns the refusal, or null.
async function recorded(s, pledge) {
  let sent
  try {
    sent = await send(s.server, unbase64(pledge.raw))
  } catch (error) {
    if (s.env.mode === "saved" && error instanceof Stop && error.why === "network") return OFFLINE
    throw error
  }
  if (sent.refused) return sent.refused
  const { index, time } = await judge(s, sent.proof, pledge, false)
  await change(s, ({ pledges }) => ({ pledges: { ...pledges, [pledge.campaign.id]: { ...pledge, index, time } } }))
  return null
}

const PATIENCE = 8 // questions for a proof that is not published yet, about a second apart

// prove asks for the proof and checks it whole; null while it is not published. Then the key for once has done its work.
async function prove(s, pledge) {
  for (let n = 0; n < PATIENCE; n++) {
    const { bytes, code, wait } = await fullProof(s.server, pledge.code)
    if (bytes) {
      const answer = await judge(s, bytes, pledge, true)
      const { index, time } = answer
      const checked = { ...pledge, index, time, checked: true }
      await change(s, ({ pledges }) => ({ wrapped: null, pledges: { ...pledges, [pledge.campaign.id]: checked } }))
      return { bytes, answer }
    }
    if (code !== "unpublished") throw new Stop("refused", { code, message: "", reload: false, retry: code === "not-found" })
    await new Promise((resolve) => s.env.later(Math.min(wait || 1, 3), resolve))
  }
  return null
}

// afterRefusal follows a refusal by a rule. Only where there is no proof under that code either may be signed anew.
async function afterRefusal(s, pledge, refused) {
  const { bytes, code } = await fullProof(s.server, pledge.code)
  if (bytes || code === "unpublished") {
    const proved = await prove(s, pledge)
    return () => showDone(s, s.record.pledges[pledge.campaign.id], proved)
  }
  await change(s, ({ pledges: { [pledge.campaign.id]: _, ...others } }) => ({ pledges: others }))
  const { campaign } = pledge
  switch (refused.code) {
    case "credential-revoked": // HR has corrected something: the credential is asked for again, and the person shown
    case "credential-unrecorded":
      s.stale = true
      return () => s.advance()
    case "time-ahead": // the clock ran ahead unnoticed; this answer's Date has told
      if (!s.key || s.resigned) break
      s.resigned = true
      return () => signOpened(s)
    case "pledge-twice": // on another device: it is not offered here again
      await change(s, ({ elsewhere }) => ({ elsewhere: [...elsewhere, campaign.id] }))
      break
    case "campaign-early":
      return () => s.show({ at: "campaign", why: "early", campaign, prepare: false })
    case "campaign-closed":
      return () => s.show({ at: "campaign", why: "closed", campaign, prepare: false })
  }
  throw refusal(refused)
}
