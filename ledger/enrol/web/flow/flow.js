// The signing page without its face: FLOW.md.

import { actions } from "./actions.js"
import { inHash } from "./code.js"
import { advance } from "./journey.js"
import { Records } from "./records.js"
import { begin, lock } from "./session.js"
import { isUnfinished } from "./states.js"
import { Lacking, Stop, Unkept } from "./stop.js"

const SLOW = 4 // seconds after which the page says that it takes longer

const defaults = {
  mode: "served", address: "", base: "", lang: "id", mayKeep: true, inApp: false, pinned: null, pin: null, store: null,
  locks: null, hash: "",
  fetch: (...args) => globalThis.fetch(...args),
  now: () => Date.now() / 1000,
  later: (seconds, call) => {
    const timer = setTimeout(call, 1000 * seconds)
    return () => clearTimeout(timer)
  },
}

// start begins with what the device and the address say, and returns the controller: its state, and the actions of all states.
export function start(given, changed = () => {}) {
  const env = { ...defaults, ...given, store: () => stored(given.store) }
  const controller = { state: null }
  let visit = null

  const draw = (s, state) => {
    const { trust, warning } = s
    const unfinished = isUnfinished(s) && (state.at === "working" || (state.at === "stopped" && state.retry))
    controller.state = Object.freeze({ ...state, unfinished, trust: trust && named(trust, warning) })
    changed(controller.state)
  }

  // open begins a visit, with what of an earlier one goes on to hold. What the earlier one still waits for changes nothing.
  const open = (known) => {
    visit = Object.assign(begin(env), known)
    equip(visit, { draw, isOver: (s) => s !== visit, act, open, wipe: controller.wipe })
    return visit
  }

  const act = async (s, work) => {
    if (s.acting) return
    s.acting = true
    try {
      await work()
    } catch (error) {
      s.fail(error)
    } finally {
      s.acting = false
    }
  }

  const names = new Set(Object.values(actions).flatMap(Object.keys))
  for (const name of names) {
    controller[name] = async (...given) => {
      const s = visit, { at } = controller.state
      const action = actions[at]?.[name]
      if (action) await act(s, () => action(s, s.state(), ...given))
    }
  }
  controller.wipe = async () => {
    lock(visit)
    const { verifier, trust, warning } = visit
    const records = env.mayKeep ? {} : { records: new Records(null) }
    open({ verifier, trust, warning, asked: true, ...records }).ask({})
  }

  // At a kiosk no code counts without the NIP, so one that the address brings has to be typed.
  const { code = null, fault = null, link = null, rewritten = false } = env.mode === "kiosk" ? {} : inHash(env.hash)
  const s = open({ code, rewritten })
  act(s, () => (fault ? s.ask({ fault, link }) : s.advance()))
  return controller
}

// stored is the store, which is opened where it is used and not before; null where the browser gives none.
async function stored(store) {
  try {
    return (await (typeof store === "function" ? store() : store)) ?? null
  } catch {
    return null
  }
}

// named is what each state says of whom it is believed by.
const named = ({ institution, origin, url, root, timezone }, warning) => ({ institution, origin, url, root, timezone, warning })

// equip gives a visit its hands: what it shows, and how it goes on.
function equip(s, { draw, isOver, act, open, wipe }) {
  let shown = null, turn = 0, cancels = []
  const soon = (seconds, call) => cancels.push(s.env.later(seconds, call))

  s.state = () => shown
  s.show = (state) => {
    if (isOver(s) || (s.quiet && state.at === "working")) return
    for (const cancel of cancels) cancel()
    cancels = []
    shown = state
    turn++
    draw(s, state)
    const add = s.adder()
    if (state.at === "working") soon(SLOW, () => add({ slow: true }))
  }
  // adder returns what adds to the state that is shown now, for as long as it is.
  s.adder = () => {
    const mine = turn
    return (more) => {
      if (isOver(s) || turn !== mine) return
      shown = { ...shown, ...more }
      draw(s, shown)
    }
  }
  s.ask = (more) => {
    const { rewritten = false, imported } = s
    s.show({ at: "code", fault: null, link: null, rewritten, resume: false, imported: Boolean(imported), kept: false, ...more })
  }
  s.advance = () => advance(s)
  s.lookLater = (seconds) => {
    const { at } = shown
    soon(seconds, () => act(s, () => actions[at].look(s, shown)))
  }
  s.aside = (work) => work.catch(() => {}) // what is not there is not shown
  s.restart = () => {
    if (s.env.mode === "kiosk") return wipe()
    const { verifier, trust, warning, offline, records, server } = s
    return open({ verifier, trust, warning, offline, records, server, asked: true }).advance()
  }
  s.fail = (error) => {
    const link = s.env.address ? `${s.env.address}/tanda${s.code ? "#" + s.code : ""}` : null
    if (error instanceof Lacking) return s.show({ at: "device", lack: "signing", link })
    if (error instanceof Unkept) return s.show({ at: "device", lack: error.message === "in-app" ? "in-app" : "storage", link })
    if (!(error instanceof Stop)) return s.show({ at: "stopped", why: "version", retry: true, reload: true, detail: String(error) })
    s.show({ at: "stopped", why: error.why, retry: false, ...error.more })
    if (error.more.retry && isUnfinished(s)) s.lookLater(error.more.wait || 10)
  }
}
