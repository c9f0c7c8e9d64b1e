// Whom to believe: the trust list under its root, and what the people in it signed.

import { bytesOf, textOf } from "../signer/bytes.js"
import { covered, parse } from "../signer/statement.js"
import { rootOf } from "../verifier/trust.js"
import { Stop } from "./stop.js"

// firstTrust is the list to begin with: { trust, warning }. What is pinned (a saved page, the kiosk) or was kept on an earlier
// visit goes before what the server shows, note, which may only follow it; note is null where nobody answered.
export async function firstTrust({ verifier, pin, pinned, note }) {
  const current = pinned ? await verifier.openTrust(pinned.trust, pinned.root) : ((await pin?.kept(verifier)) ?? null)
  if (note === null) return { trust: current, warning: null }
  return newer({ verifier, pin: pinned ? null : pin, trust: current, note })
}

// newer weighs a list that was shown against the one at hand. Only a served page remembers it.
export async function newer({ verifier, pin, trust, note }) {
  if (pin) return pin.offer(verifier, note, trust)
  const roots = trust === null ? [rootOf(note)] : [trust.root, trust.nextRoot].filter(Boolean)
  for (const root of roots) {
    const offered = await verifier.openTrust(note, root).catch(() => null)
    if (offered !== null) return { trust: offered.serial >= (trust?.serial ?? 0) ? offered : trust, warning: null }
  }
  return { trust, warning: { kind: "bad" } }
}

// openBy opens a statement that a registrar of the trust list signed. Others it refuses with the reason for the person.
export async function openBy({ verifier, trust }, kind, raw, why) {
  try {
    const statement = parse(kind, raw)
    const message = covered(statement.header, bytesOf(`ikrar/${kind}/v1 ${trust.origin}`), statement.payload)
    const registrar = trust.registrars.find((r) => r.kid === statement.kid)
    if (registrar && (await verifier.verify(registrar.key, message, statement.signature))) return statement
  } catch {
    // not a statement at all, refused like one that nobody known has signed
  }
  throw new Stop(why)
}

// noteOf is the text of a trust list, null where it is none.
export function noteOf(bytes) {
  try {
    return textOf(bytes)
  } catch {
    return null
  }
}
