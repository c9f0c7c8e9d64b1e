// "Data saya salah": a wish to HR, by the slip's key, or by the enrolled one once there is one.

import { sendWish } from "./asking.js"
import { openKey } from "./signing.js"
import { personOf } from "./person.js"
import { working } from "./states.js"
import { Stop } from "./stop.js"

const FIELDS = ["name", "unit", "position", "rank", "nip", "other"]

// wrongState asks what is wrong.
export function wrongState(s) {
  const { record, invitation, credential, key } = s
  const person = record ? credential?.body ?? record.shown : invitation
  const needs = record?.credential && record.file && !key ? "passphrase" : null
  return { at: "wrong", person: personOf(person), fields: FIELDS, needs, fault: null, sent: 0 }
}

// wish sends one.
export async function wish(s, state, { field, wish: text = "", note = "", passphrase } = {}) {
  const said = text.trim()
  if (!FIELDS.includes(field) || said === "" || said.length > 100) return s.show({ ...state, fault: "wish" })
  s.show(working("asking"))
  const { key, fault } = s.record?.credential ? await openKey(s, passphrase) : { key: s.invited }
  if (fault) return s.show({ ...state, fault })
  try {
    const open = await sendWish(s, key, { field, wish: said, note: note.trim() })
    s.show(open === null ? { ...state, fault: "many" } : { ...state, needs: null, fault: null, sent: open })
  } catch (error) {
    if (!(error instanceof Stop) || !["network", "busy"].includes(error.why)) throw error
    s.show({ ...state, fault: "network" })
  }
}
