// The questions that only an invitation's key, or the key that it brought, may ask.

import { base64, equal, hex, unbase64, unhex } from "../signer/bytes.js"
import { makeCorrection, makeRequest, makeView, makeWithdrawal, openInvitation } from "../signer/invitation.js"
import { readPacket } from "../signer/packet.js"
import { digest } from "../signer/statement.js"
import { readJSON, refusal } from "./network.js"
import { openCampaigns, shownOf } from "./person.js"
import { change, follow, publicOf } from "./session.js"
import { Stop, tooOld } from "./stop.js"
import { openBy } from "./trusted.js"

// dated posts what is signed with the server's Date, and once more where the Date that we knew was not the server's.
async function dated(s, path, made, headers) {
  const answer = await s.server.post(path, await made(Math.floor(s.server.date())), headers)
  if (answer.code !== "date") return answer
  return s.server.post(path, await made(Math.floor(s.server.date())), headers)
}

// askView asks what an invitation is for. It changes nothing. At a kiosk the NIP that was typed goes with it, which is held
// against the roster there: false where the invitation is another person's, of whom nothing is said.
export async function askView(s) {
  const headers = s.nip === null ? {} : { "Ikrar-NIP": s.nip }
  const answer = await dated(s, "v1/invitations", (date) => makeView(s.invited, s.trust.url, date, s.trust.origin), headers)
  if (answer.code === "nip") return false
  if (answer.code === "address-other") throw new Stop("address-other", { url: s.trust.url })
  if (answer.code !== "") throw refusal(answer)
  await takeView(s, answer.bytes)
  return true
}

// takeView believes an answer where a registrar signed the invitation for this very code.
async function takeView(s, bytes) {
  const said = readJSON(bytes)
  const isKnown = ["open", "waiting"].includes(said?.state) && typeof said.invitation === "string" && Array.isArray(said.campaigns)
  if (!isKnown) throw tooOld()
  const { trust } = s
  const invitation = await openInvitation(unbase64(said.invitation), trust.origin, trust).catch(() => null)
  if (invitation === null || !equal(invitation.key, s.invited.public)) throw new Stop("invitation-false")
  if (said.state === "open" && s.server.date() >= invitation.until) throw new Stop("invitation-expired", { time: invitation.until })
  s.view = {
    state: said.state, request: said.request ?? "", time: Number(said.time ?? 0), atOnce: said.at_once === true,
    keys: ["ask", "keep", "once"].includes(said.keys) ? said.keys : "ask", withdrawn: said.withdrawn ?? "",
  }
  s.invitation = invitation
  s.campaigns = await openCampaigns(s, said.campaigns, "text")
}

// requestFor asks for the credential of a key under this invitation, after what was withdrawn last: base64.
export async function requestFor(s, key) {
  const after = s.view.withdrawn ? unhex(s.view.withdrawn) : undefined
  return base64(await makeRequest(key, s.invited, s.trust.url, s.trust.origin, after))
}

// askCredential sends the request as it was written ahead, until HR has it; and then asks by the key alone, which changes
// nothing: a request that was sent again would undo a withdrawal. It returns {} once the credential is in the record;
// { waiting, wait } until then, foreign where another device's request waits; { withdrawn } where the slip has taken it back;
// { ended } where the key had a credential and holds no longer.
export async function askCredential(s) {
  const { record } = s
  const isNew = record.request !== null && !record.waits
  const answer = await s.server.post("v1/enrolments", unbase64(isNew ? record.request : record.enrolment))
  const { code, wait, time } = answer
  if (code === "waiting") return waits(s, wait)
  if (code === "invitation-waiting") return { waiting: true, foreign: true, wait }
  if (code === "request-withdrawn" && s.invited !== null) return withdrawnElsewhere(s)
  if (record.credential !== null && over.includes(code)) return { ended: true }
  if (code === "not-enrolled" && !isNew) return stillWaiting(s)
  if (code === "invitation-used") throw new Stop("taken", { time })
  if (code !== "") throw refusal(answer)
  await takePacket(s, answer.bytes)
  return {}
}

// withdrawnElsewhere has the slip asked anew, by what another device has made of it.
function withdrawnElsewhere(s) {
  s.view = null
  return { withdrawn: true }
}

const over = ["invitation-used", "not-enrolled", "credential-revoked", "key-revoked"]

// waits is the answer of a server that has the request. One that signs at once may have a question for an officer after all.
async function waits(s, wait) {
  await change(s, () => ({ waits: true, atOnce: false }))
  return { waiting: true, wait }
}

// stillWaiting looks by the slip, where it is at hand, whose request waits now. Where it was used in this moment, the key is
// asked for once more before anybody else is accused.
async function stillWaiting(s) {
  if (s.invited === null) return { waiting: true }
  try {
    await askView(s)
  } catch (error) {
    if (!(error instanceof Stop) || error.why !== "invitation-used") throw error
    const answer = await s.server.post("v1/enrolments", unbase64(s.record.enrolment))
    if (answer.code !== "") throw new Stop("taken", error.more)
    await takePacket(s, answer.bytes)
    return {}
  }
  if (s.view.state === "open") return { withdrawn: true }
  return { waiting: true, foreign: s.record.request === null || s.view.request !== hex(digest(unbase64(s.record.request))) }
}

// takePacket keeps a credential that a registrar signed for this very key and person.
export async function takePacket(s, bytes) {
  const packet = await readOrNull(bytes)
  if (packet === null) throw tooOld()
  await follow(s, packet.trust)
  const credential = await openBy(s, "credential", packet.credential, "credential")
  const { record } = s
  const shown = record.shown ?? shownOf(credential.body)
  if (!equal(credential.key, publicOf(record)) || hex(credential.body.subject) !== shown.subject) throw new Stop("credential")
  const kept = { credential: base64(packet.credential), campaigns: packet.campaigns.map(base64), shown }
  await change(s, () => kept)
}

async function readOrNull(bytes) {
  try {
    return await readPacket(bytes)
  } catch {
    return null
  }
}

// withdraw takes back the request that waits, whoever's it is: the slip is what counts. The invitation is then as before.
export async function withdraw(s) {
  const request = s.view?.request ? unhex(s.view.request) : digest(unbase64(s.record.request))
  const answer = await dated(s, "v1/enrolments", (date) => makeWithdrawal(s.invited, s.trust.url, date, request, s.trust.origin))
  if (answer.code !== "") throw refusal(answer)
  if (s.record) await s.records.remove(s.record.id)
  Object.assign(s, { record: null, key: null, passphrase: null, imported: null, confirmed: false })
  await takeView(s, answer.bytes)
}

// sendWish sends a wish for a correction to HR, by a key. It returns how many are open; null where five are.
export async function sendWish(s, key, wish) {
  const answer = await dated(s, "v1/corrections", (date) => makeCorrection(key, s.trust.url, date, wish, s.trust.origin))
  if (answer.code === "wishes-many") return null
  if (answer.code !== "") throw refusal(answer)
  return Number(readJSON(answer.bytes)?.open ?? 1)
}
