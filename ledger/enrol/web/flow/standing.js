// A pledge that stands already in the campaign that is to be signed, by an earlier key or from another device: another one would
// be refused, so the person is told before they read the text.

import { hex, unbase64 } from "../signer/bytes.js"
import { digest } from "../signer/statement.js"
import { entriesOf } from "./entries.js"
import { isBrought } from "./records.js"
import { publicOf } from "./session.js"

// standing is when such a pledge was recorded, null where none is known.
export async function standing(s) {
  if (s.record === null || s.insists === s.reading.id) return null
  return (await keptHere(s)) ?? (await recorded(s).catch(() => null))
}

// keptHere looks at what other keys of this person have signed on this device.
async function keptHere({ records, record, reading }) {
  const own = (await records.all()).filter((r) => r.id !== record.id && r.shown?.subject === record.shown.subject)
  const pledge = own.map((r) => r.pledges[reading.id]).find((p) => p && p.index !== null)
  return pledge?.time ?? null
}

// recorded asks the ledger, where there may be one at all: the person had another key before, or comes with one from elsewhere.
// An entry names no campaign, so it is one from its days; a revocation since may be that of this very pledge.
async function recorded(s) {
  const { record, credential, reading, offline } = s
  if (offline || !(credential.body.replaces || isBrought(record))) return null
  const own = new Set(Object.values(record.pledges).map((p) => hex(digest(unbase64(p.raw)))))
  const entries = await entriesOf(s, publicOf(record))
  const revoked = Math.max(-1, ...entries.filter((e) => e.kind === "revocation").map((e) => e.index))
  const isOne = (e) => e.kind === "pledge" && e.proved && e.index > revoked && !own.has(e.digest)
  return entries.find((e) => isOne(e) && reading.opens <= e.time && e.time < reading.closes)?.time ?? null
}
