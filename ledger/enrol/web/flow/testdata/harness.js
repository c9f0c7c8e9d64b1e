// What the tests run in the browser: a visit beside a door of the tests' own (door_test.go), and a person who does what
// each state asks for.

import { newKey, sign } from "../signer/ed25519.js"
import { start } from "../flow/flow.js"
import { openStore } from "../flow/store.js"
import { kept, offer } from "../page/pin.js"
import { signAtRandom } from "./random.js"

const quick = 60 // ms in place of a second, but where a server's silence is waited for

const later = (seconds, call) => {
  const timer = setTimeout(call, seconds >= 20 ? 1000 * seconds : quick * seconds)
  return () => clearTimeout(timer)
}

// visit opens the page by a link: #CODE, or nothing.
export function visit({ door, hash = "", ahead = 0, store = "ikrar", mode = "served", mayKeep = true, locks = true, pinned = null, ...more }) {
  const env = {
    mode, mayKeep, pinned, address: "https://ikrar.contoh.example", base: door, hash, later,
    pin: pinned ? null : { kept, offer }, store: typeof store === "string" ? () => openStore(store) : store, locks: locks ? navigator.locks : null,
    now: () => Date.now() / 1000 + ahead, ...more,
  }
  const trace = []
  let wake = () => {}
  const flow = start(env, (state) => {
    trace.push(state.at === "working" ? state.at + "-" + state.what : state.at)
    wake()
  })
  const person = { flow, trace, until, when, drive }

  // when waits until something is true of the state.
  async function when(isSo) {
    while (!isSo(flow.state)) await new Promise((resolve) => setTimeout(resolve, 20))
    return flow.state
  }

  // until waits until a state is one of those, or has stopped.
  async function until(...names) {
    const late = Date.now() + 20000
    for (;;) {
      const { at } = flow.state ?? {}
      if (names.includes(at) || (names.length === 0 && at !== undefined && at !== "working")) return flow.state
      if (at === "stopped" || at === "device" || Date.now() > late) throw new Error(`at ${at}, not ${names}: ${trace.join(" ")} ${JSON.stringify(flow.state)}`)
      await new Promise((resolve) => {
        wake = resolve
        setTimeout(resolve, 50)
      })
    }
  }

  // drive does what a person does until a state is one of those.
  async function drive({ how = "once", passphrase = "kuda baterai staples", to = ["done"], limit = 40 } = {}) {
    const ends = [...to, "stopped", "device", "done", "returning", "import", "pledged", "revoked"]
    const acts = {
      person: () => flow.mine(),
      keys: ({ choices }) => (choices.includes(how) && how === "once" ? flow.once() : flow.keep(passphrase, passphrase)),
      handover: async () => {
        await flow.took("download")
        await flow.next()
      },
      campaign: ({ list }) => list && flow.choose(list[0].id),
      text: () => flow.sign({ agreed: true, passphrase }),
      waiting: () => new Promise((resolve) => setTimeout(resolve, 50)),
    }
    for (let n = 0; n < limit; n++) {
      const state = await until()
      if (ends.includes(state.at) || !acts[state.at]) return state
      await acts[state.at](state)
    }
    throw new Error(`no end: ${trace.join(" ")}`)
  }
  return person
}

// file is the key file that the browser keeps.
export async function file() {
  const { local } = JSON.parse(await stored())
  return JSON.parse(Object.entries(local).find(([name]) => name.startsWith("record."))[1]).file
}

export const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

// isRandom says whether signing gives another signature each time.
export async function isRandom() {
  const key = await newKey()
  return String(await sign(key, key.public)) !== String(await sign(key, key.public))
}

// seen is a state as tests read it.
export function seen(state, trace = []) {
  const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value, (x) => x.toString(16).padStart(2, "0")).join("") : value)
  return JSON.stringify({ ...state, trace }, plain)
}

// stored is everything that the browser keeps for this page.
export async function stored(name = "ikrar") {
  const all = { ...localStorage }
  const names = (await indexedDB.databases()).map((d) => d.name)
  if (!names.includes(name)) return JSON.stringify({ databases: names, local: all })
  const store = await openStore(name)
  for (const one of await store.names()) all[one] = await store.get(one)
  return JSON.stringify({ databases: names, local: all, session: { ...sessionStorage } })
}

// damaged is a store that refuses, or is full from the nth writing on.
export function damaged(kind, from = 0) {
  return async () => {
    if (kind === "refused") throw new DOMException("no", "SecurityError")
    const store = await openStore("ikrar")
    let n = 0
    return {
      ...store,
      update: (name, change) => {
        if (n++ < from || kind === "none") return store.update(name, change)
        if (kind === "forgets") return Promise.resolve()
        return Promise.reject(new DOMException("full", "QuotaExceededError"))
      },
    }
  }
}

Object.assign(globalThis, { visit, seen, stored, file, bytes, damaged, isRandom, signAtRandom, ready: true })
