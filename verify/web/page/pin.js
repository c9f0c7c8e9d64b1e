// Whom to believe. The institution's root key is taken once, on the first visit, and kept: PROOF.md section 3. A list that
// the root did not sign, or an older one, never replaces the list at hand, and a different root is never taken in silence.

import { rootOf } from "../verifier/trust.js"
import { recall, remember } from "./store.js"

// kept returns the trust list of an earlier visit, or null. It is opened again: what lay on a disk is not believed.
export async function kept(verifier) {
  const pin = recall("trust")
  return pin && opened(verifier, pin.note, pin.root)
}

// offer weighs a trust list that the address gave against the one at hand, null on a first visit. It returns the list to
// use, and a warning where the offered one was refused: "other" for another root, "older" with its serial, or "bad".
export async function offer(verifier, note, current) {
  if (current === null) return first(verifier, note)
  const offered = (await opened(verifier, note, current.root)) ?? (await successor(verifier, note, current))
  if (offered === null) return { trust: current, warning: { kind: (await ownRoot(verifier, note)) ? "other" : "bad" } }
  if (offered.serial < current.serial) return { trust: current, warning: { kind: "older", offered: offered.serial } }
  return offered.serial > current.serial ? keep(note, offered) : { trust: current, warning: null }
}

// first takes the list of a first visit, under the root that it names itself.
async function first(verifier, note) {
  const trust = await ownRoot(verifier, note)
  return trust ? keep(note, trust) : { trust: null, warning: { kind: "bad" } }
}

// successor opens a list that is signed by the next root which the current list names.
async function successor(verifier, note, { nextRoot }) {
  return nextRoot ? opened(verifier, note, nextRoot) : null
}

// ownRoot opens a list under whatever root it names, or returns null.
async function ownRoot(verifier, note) {
  try {
    return await verifier.openTrust(note, rootOf(note))
  } catch {
    return null
  }
}

async function opened(verifier, note, root) {
  try {
    return await verifier.openTrust(note, root)
  } catch {
    return null
  }
}

function keep(note, trust) {
  remember("trust", { note, root: trust.root })
  return { trust, warning: null }
}
