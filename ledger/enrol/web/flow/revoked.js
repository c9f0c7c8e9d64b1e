// A pledge of ours that was revoked since: HR has corrected something, and the person signs anew. The status list says so, which
// the ledger signs and which is fetched whole, so that nobody learns whose pledge was meant.

import { change } from "./session.js"

// dropRevoked moves pledges that were revoked out of the way of new ones, and returns those. Where nobody answers all stand.
export async function dropRevoked(s) {
  const recorded = Object.entries(s.record.pledges).filter(([, p]) => p.checked)
  if (recorded.length === 0) return []
  const list = await statusList(s)
  const gone = recorded.filter(([, p]) => isRevoked(list, p.index))
  if (gone.length > 0) await change(s, (old) => withoutThem(old, gone))
  return gone.map(([, p]) => p)
}

function withoutThem({ pledges, revoked = {} }, gone) {
  const isGone = ([id, { code }]) => gone.some(([other, p]) => other === id && p.code === code)
  const all = Object.entries(pledges)
  return { pledges: Object.fromEntries(all.filter((one) => !isGone(one))), revoked: { ...revoked, ...Object.fromEntries(all.filter(isGone)) } }
}

async function statusList({ server, trust, verifier }) {
  try {
    const { code, bytes } = await server.get("status")
    return code === "" ? await verifier.openStatus(bytes, trust, server.date()) : null
  } catch {
    return null
  }
}

function isRevoked(list, index) {
  try {
    return list?.status(index).state === "revoked"
  } catch {
    return false // the list is older than the entry
  }
}

// revokedOf are the pledges that were revoked, and for which there is no new one.
export const revokedOf = ({ pledges, revoked = {} }) => Object.entries(revoked).filter(([id]) => !pledges[id])
  .map(([, { campaign, code, index, time }]) => ({ campaign, code, index, time }))
