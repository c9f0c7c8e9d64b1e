// A person as HR prints them, and the campaigns they may sign in.

import { base64, hex, unbase64 } from "../signer/bytes.js"
import { openBy } from "./trusted.js"

const FIELDS = ["name", "unit", "position", "rank", "last4"]

// personOf takes the printed fields of an invitation's or a credential's body, "" where there is none.
export const personOf = (body) => Object.fromEntries(FIELDS.map((field) => [field, body[field] ?? ""]))

// shownOf is what is remembered of the person as it was confirmed.
export const shownOf = (body) => ({ ...personOf(body), subject: hex(body.subject) })

export const isSamePerson = (a, b) => FIELDS.every((field) => a[field] === b[field])

// openCampaigns opens the campaigns that the institution's registrars signed, from their base64. What they did not sign is not
// shown; where nothing is left of something, the answer is refused.
export async function openCampaigns(s, encoded, why) {
  const opened = await Promise.all(encoded.map((one) => openBy(s, "campaign", unbase64(one), why).catch(() => null)))
  const good = opened.filter((one) => one !== null)
  if (encoded.length > 0 && good.length === 0) await openBy(s, "campaign", unbase64(encoded[0]), why)
  return good.map(({ body, raw }) => ({ ...body, raw: base64(raw) }))
}

// campaignOf is what a state says of a campaign.
export function campaignOf({ id, title, place, opens, closes, language }) {
  return { id, title, place, opens, closes, language }
}

// atTime sorts campaigns by a time: those open, and of the others the one that opens next or closed last.
export function atTime(campaigns, time) {
  const open = campaigns.filter((c) => c.opens <= time && time < c.closes).sort((a, b) => a.closes - b.closes)
  const next = campaigns.filter((c) => c.opens > time).sort((a, b) => a.opens - b.opens)[0] ?? null
  const last = campaigns.filter((c) => c.closes <= time).sort((a, b) => b.closes - a.closes)[0] ?? null
  return { open, next, last }
}
