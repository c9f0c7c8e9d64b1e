// What was written ahead: a record a key, under its invitation's public key, which only the code leads to, or under its own
// where it was imported. Everything is text, so that what is stored is what is read back. A record holds
//
//   id, invitation (hex, or null), public (hex), file (OpenSSH) or wrapped (base64), enrolment, request (base64, or null)
//   shown       the person as confirmed, with the subject
//   atOnce      whether the server signs at once;  waits: it has the request, and has not;  since: when it was asked first
//   handed      how the file left this device, or null
//   credential, campaigns, campaign (chosen)
//   pledges     by campaign: { raw, code, title, index, time, checked }
//   revoked     those of pledges that were revoked since, by campaign: the person may sign anew
//   elsewhere   campaigns in which the ledger says that this person has signed, and not here
//   revocation, ended, touched
//
// The code is in none of it, nor a seed that is not encrypted.

import { Unkept } from "./stop.js"

const PREFIX = "record."

// begun is a new record; those that are not told are as at the beginning.
export function begun(id, now, more) {
  return {
    id, invitation: null, file: null, wrapped: null, request: null, shown: null, atOnce: true, waits: false, since: now,
    handed: null, credential: null, campaigns: [], campaign: null, pledges: {}, revoked: {}, elsewhere: [], revocation: null, ended: false,
    touched: now, ...more,
  }
}

// isBrought says whether the key came from its owner, who so has it, whatever is stored here.
export const isBrought = (record) => record.handed === "import"

export class Records {
  // A store that is null keeps nothing beyond the page's life.
  constructor(store) {
    this.keeps = store !== null
    this.store = store ?? inMemory()
  }

  async read(id) {
    return JSON.parse(await this.store.get(PREFIX + id))
  }

  // all are the records, the last used first.
  async all() {
    const names = (await this.store.names()).filter((name) => name.startsWith(PREFIX))
    const records = await Promise.all(names.map(async (name) => JSON.parse(await this.store.get(name))))
    return records.filter((r) => r !== null).sort((a, b) => b.touched - a.touched)
  }

  // claim keeps a new record, unless another tab has been first: then that one's counts. It returns what is kept.
  claim(record) {
    return this.write(record.id, (old) => old ?? record)
  }

  // change keeps what edit makes of the record as it is now, which another tab may have changed. It returns what is kept.
  change(id, edit) {
    return this.write(id, (old) => old && { ...old, ...edit(old) })
  }

  remove(id) {
    return this.write(id, () => null)
  }

  // write reads back what it wrote: a store that says yes and keeps nothing is found out before anything depends on it.
  async write(id, edit) {
    let wanted, there
    try {
      await this.store.update(PREFIX + id, (old) => {
        const next = edit(JSON.parse(old))
        wanted = next && JSON.stringify(next)
        return wanted
      })
      there = await this.store.get(PREFIX + id)
    } catch (cause) {
      throw Object.assign(new Unkept("not written"), { cause })
    }
    // Another tab may have changed it in between, but what was there is gone only if this device does not keep it.
    if (wanted === undefined || (wanted !== null && there === null)) throw new Unkept("not read back")
    return JSON.parse(there)
  }
}

// test says whether a store keeps what it is given, by trying.
export async function test(store) {
  const probe = "probe." + Math.random()
  const text = "x".repeat(8192) // as long as a record with its campaigns
  try {
    await store.update(probe, () => text)
    return (await store.get(probe)) === text
  } catch {
    return false
  } finally {
    await store.update(probe, () => null).catch(() => {})
  }
}

function inMemory() {
  const all = new Map()
  return {
    names: async () => [...all.keys()],
    get: async (name) => all.get(name) ?? null,
    update: async (name, change) => {
      const next = change(all.get(name) ?? null)
      if (next === null) all.delete(name)
      else all.set(name, next)
    },
  }
}
