// "Data saya salah": a wish to HR, by the slip's key, or by the enrolled one once there is one.

import { sendWish } from "./asking.js"
import { isLine } from "../signer/statement.js"
import { openKey } from "./signing.js"
import { personOf } from "./person.js"
import { working } from "./states.js"
import { Stop } from "./stop.js"

const FIELDS = ["name", "unit", "position", "rank", "nip", "other"]

const longest = 200 // bytes of a line that a correction holds

// lineOf is what somebody typed or pasted, as the one line that can be signed: without the marks of reading direction that
// chats and word processors put around names, unseen.
export const lineOf = (typed) => typed.replace(/[\p{Bidi_Control}\p{Cs}\ufffd]/gu, "").replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim()

// wrongState asks what is wrong.
export function wrongState(s) {
  const { record, invitation, credential, key } = s
  const person = record ? credential?.body ?? record.shown : invitation
  const needs = record?.credential && record.file && !key ? "passphrase" : null
  return { at: "wrong", person: personOf(person), fields: FIELDS, needs, fault: null, sent: 0 }
}

// wish sends one.
export async function wish(s, state, { field, wish: text = "", note = "", passphrase } = {}) {
  const said = lineOf(text), noted = lineOf(note)
  if (!FIELDS.includes(field) || said === "") return s.show({ ...state, fault: "wish" })
  if (!isLine(said, 1, longest) || !isLine(noted, 0, longest)) return s.show({ ...state, fault: "long" })
  s.show(working("asking"))
  const { key, fault } = s.record?.credential ? await openKey(s, passphrase) : { key: s.invited }
  if (fault) return s.show({ ...state, fault })
  try {
    const open = await sendWish(s, key, { field, wish: said, note: noted })
    s.show(open === null ? { ...state, fault: "many" } : { ...state, needs: null, fault: null, sent: open })
  } catch (error) {
    if (!(error instanceof Stop) || !["network", "busy"].includes(error.why)) throw error
    s.show({ ...state, fault: "network" })
  }
}
