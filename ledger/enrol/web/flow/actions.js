// What a person can do in each state: FLOW.md section 1. An action gets the visit, the state it was called in, and what was typed.

import { withdraw } from "./asking.js"
import { nipIn, readCode } from "./code.js"
import { askCertificate } from "./done.js"
import { confirm } from "./journey.js"
import { fingerprint } from "../signer/keyfile.js"
import { openImported, openPacket, revoke, showReturning } from "./own.js"
import { Records } from "./records.js"
import { change, nobody, publicOf } from "./session.js"
import { keep, once, settle, sign } from "./signing.js"
import { handoverState, importState, working } from "./states.js"
import { Stop } from "./stop.js"
import { wish, wrongState } from "./wish.js"

const again = (s) => s.advance()
const toImport = (s) => s.show(importState(s, null))
const toWrong = (s) => s.show(wrongState(s))
const other = (s) => s.restart()

export const actions = {
  code: { typed, import_: toImport, back: (s) => comeBack(s) },
  device: { again, anyway },
  stopped: { again, other, look: again, import_: (s, { why }) => (why === "invitation-used" ? toImport(s) : undefined) },
  person: { mine: confirm, wrong: toWrong },
  wrong: { wish, back: again },
  campaign: { choose, prepare, again: askAgain, back: (s) => (s.record?.file ? showReturning(s) : other(s)) },
  keys: {
    keep: (s, state, ...typed) => (state.choices.includes("keep") ? keep(s, state, ...typed) : undefined),
    once: (s, state) => (state.choices.includes("once") ? once(s) : undefined),
    import_: toImport,
  },
  handover: { took, next },
  waiting: { look: lookWaiting, withdraw: withdrawn, import_: toImport },
  text: { sign: (s, _, given) => sign(s, given), wrong: toWrong, back: comeBack },
  done: { look: lookDone, export_: toExport, back: (s) => (s.record.file ? showReturning(s) : undefined), other },
  pledged: { again, other },
  returning: {
    sign: signNext, show: showPledge, use, revoke: toRevoke, export_: toExport, forget, wrong: toWrong, import_: toImport,
    code: (s) => s.ask({ kept: true }), look: (s) => showReturning(s),
  },
  revoke: { revoke, back: (s) => showReturning(s) },
  revoked: { other },
  "import": {
    open: (s, _, text, passphrase) => openImported(s, text, passphrase), packet: (s, _, bytes) => openPacket(s, bytes), back: again,
  },
}

function typed(s, _, text, nip) {
  const { code, fault, link } = readCode(text)
  if (fault) return s.ask({ fault, link })
  const isKiosk = s.env.mode === "kiosk", typedNIP = isKiosk ? nipIn(nip) : null
  if (isKiosk && typedNIP === null) return s.ask({ fault: "digits" })
  const { imported } = s
  Object.assign(s, nobody(), { imported, code, nip: typedNIP })
  return s.advance()
}

// anyway goes on without keeping anything on this device; what was begun goes along.
async function anyway(s, { lack }) {
  if (lack === "signing") return
  const { record } = s
  s.records = new Records(null)
  if (record) s.record = await s.records.claim(record)
  return s.advance()
}

async function choose(s, { list = [], why }, id) {
  if (!list.some((c) => c.id === id)) return
  if (why === "signed") s.insists = id
  s.campaign = id
  if (s.record) await change(s, () => ({ campaign: id }))
  return s.advance()
}

function prepare(s, state) {
  if (!state.prepare) return
  s.prepare = true
  return s.advance()
}

// askAgain asks anew which campaigns there are.
function askAgain(s) {
  Object.assign(s, { campaign: null, view: null, stale: s.record !== null })
  return s.advance()
}

function took(s, state, way) {
  s.taken = way
  s.show({ ...state, taken: way })
}

async function next(s, { required, taken, purpose }) {
  if (required && !taken) return
  if (taken) await change(s, () => ({ handed: taken }))
  s.taken = null
  return purpose === "first" ? s.advance() : s.show({ ...s.before, handover: false })
}

function toExport(s, state) {
  if (!s.record?.file) return
  s.before = state
  return s.show(handoverState(s, false))
}

// lookWaiting looks whether HR has signed. A network that is gone for a moment changes nothing.
async function lookWaiting(s, state) {
  s.view = null
  s.quiet = true
  try {
    await s.advance()
  } catch (error) {
    if (!(error instanceof Stop) || !["network", "busy"].includes(error.why)) throw error
    s.show(state)
    s.lookLater(30)
  } finally {
    s.quiet = false
  }
}

async function withdrawn(s, { canWithdraw }) {
  if (!canWithdraw) return
  s.show(working("asking"))
  await withdraw(s)
  return s.advance()
}

async function lookDone(s, state) {
  if (state.answer !== null) return askCertificate(s, state)
  s.quiet = true
  try {
    await settle(s, state.campaign.id)
  } finally {
    s.quiet = false
  }
}

function signNext(s, { campaigns }, id) {
  if (!campaigns.some((c) => c.id === id)) return
  Object.assign(s, { campaign: id, fromReturning: true })
  return s.advance()
}

function comeBack(s) {
  Object.assign(s, { campaign: null, fromReturning: false, asked: false })
  return s.record?.file ? showReturning(s) : s.advance()
}

function showPledge(s, _, code) {
  const found = Object.entries(s.record.pledges).find(([, p]) => p.code === code)
  return found && settle(s, found[0])
}

async function use(s, _, print) {
  const record = (await s.records.all()).find((r) => r.file && !r.ended && fingerprint(publicOf(r)) === print)
  if (!record) return
  Object.assign(s, nobody(), { record })
  await change(s, () => ({})) // the last used comes first the next time
  return showReturning(s)
}

function toRevoke(s, { key, pledged }) {
  return s.show({ at: "revoke", fingerprint: key.fingerprint, stay: pledged, fault: null })
}

async function forget(s) {
  await s.records.remove(s.record.id)
  return s.restart()
}

