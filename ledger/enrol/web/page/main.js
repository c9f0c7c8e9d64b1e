// The signing page: draws what the flow says, and calls an action of the flow where somebody taps. It decides nothing, and what is
// signed never comes from what it has drawn.

import { arrival, taken } from "./arrive.js"
import { say, language, setLanguage, setZone, whenHere } from "../page/say.js"
import { element, visible, write } from "../page/element.js"
import { place, recall, remember } from "../page/store.js"
import { closeCamera, hasCamera } from "../page/camera.js"
import { start } from "../flow/flow.js"
import { environment } from "./environment.js"
import { showFor } from "./done.js"
import { save } from "./hand.js"
import { heading, views } from "./views.js"
import { watchIdle } from "./idle.js"

const at = (id) => document.getElementById(id)

// pinned is what a saved page and a kiosk bring with them: { mode, url, trust, root, campaigns }. The served page has none.
const pinned = at("saved") && JSON.parse(at("saved").textContent)
const mode = pinned?.mode ?? "served"

const delay = 200 // ms before a wait is shown: most end earlier

let flow = null
let ui = null // what a screen keeps of itself: which choice is open, what was asked
let drawn = null // the state that is seen
let spoken = ""
let waiting = 0
let left = null // the screen whose place a wait has taken, and which that may lead back to

function fresh(camera) {
  return { mode, camera, home: place, show, save, speak }
}

// show changes what a screen keeps of itself, and draws it anew with the focus on an element.
function show(more, focus, after) {
  Object.assign(ui, more)
  draw()
  if (focus) at(focus)?.focus()
  after?.()
}

function speak(text) {
  at("live").textContent = text === at("live").textContent ? text + "\u00a0" : text // the same again is heard only if it differs
}

// changed draws a state that the flow has come to. A wait is not drawn at once, so that a short one does not flicker.
function changed(state) {
  clearTimeout(waiting)
  if (!flow) return
  delete ui.fault
  at("screen").setAttribute("aria-busy", String(state.at === "working"))
  if (state.at === "working" && drawn && drawn.at !== "working") waiting = setTimeout(arrive, delay)
  else arrive()
}

function arrive() {
  const before = drawn
  const focused = document.activeElement?.id
  drawn = flow.state
  const isNew = before?.at !== drawn.at
  if (drawn.trust && drawn.trust !== before?.trust) believe(drawn.trust)
  const view = draw(isNew ? turned(before) : filled())
  if (view.focus && before && at(view.focus)) at(view.focus).focus()
  else if (isNew && before) begin()
  else if (focused && !at(focused)) at("title").focus({ preventScroll: true })
  const heard = view.spoken ?? ""
  if (heard !== spoken) speak(heard)
  spoken = heard
}

// turned makes way for another screen, and returns what was filled in on it where it was left for a wait alone: all but
// passphrases.
function turned(before) {
  closeCamera({})
  const back = left?.at === drawn.at ? left : { ui: fresh(ui?.camera), typed: [] }
  left = drawn.at === "working" && before ? { at: before.at, ui, typed: filled().filter(({ id }) => !/^(passphrase|again)$/.test(id)) } : null
  ui = back.ui
  return back.typed
}

// begin leads eyes and ears to the head of a new screen.
function begin() {
  at("title").focus({ preventScroll: true })
  scrollTo(0, 0)
}

// draw draws the state that is seen, with what was typed, ticked and opened on it.
function draw(typed = filled()) {
  const focused = document.activeElement?.id
  const view = views[drawn.at](drawn, flow, ui)
  at("screen").replaceChildren(...heading(view), ...view.body.flat().filter(Boolean))
  at("screen").dataset.at = drawn.at
  for (const { id, ...was } of typed) if (at(id)) Object.assign(at(id), was)
  if (focused && document.activeElement?.id !== focused) at(focused)?.focus({ preventScroll: true })
  document.title = view.title + " – " + say("service")
  return view
}

function filled() {
  const kept = (one) => {
    if (one.tagName === "DETAILS") return { id: one.id, open: one.open }
    return /^(checkbox|radio)$/.test(one.type) ? { id: one.id, checked: one.checked } : { id: one.id, value: one.value, type: one.type }
  }
  const fields = document.querySelectorAll("#screen :is(input:not([type=file], [readonly]), textarea:not([readonly]), details)[id]")
  return Array.from(fields, kept).map((one) => (one.type === "textarea" ? { id: one.id, value: one.value } : one))
}

// believe shows whose page this is, in the institution's own time zone, and what is amiss with its trust list.
function believe(trust) {
  setZone(trust.timezone)
  showFor(trust)
  at("owner").textContent = visible(trust.institution)
  at("served").textContent = say(mode === "served" ? "about.served" : "about.pinned", { host: location.host, institution: visible(trust.institution), url: visible(trust.url) })
  const { warning } = trust
  at("warnings").replaceChildren(
    ...(warning ? [element("section", { class: "notice grave" }, element("h2", {}, say(`warning.${warning.kind}.title`)), element("p", {}, say("warning." + warning.kind)))] : []),
  )
}

// relabel puts the frame's own sentences, and the screen, into the reader's language.
function relabel() {
  document.documentElement.lang = language()
  for (const one of document.querySelectorAll("[data-say]")) write(one, say(one.dataset.say))
  const [label, lang] = language() === "id" ? ["English", "en"] : ["Bahasa Indonesia", "id"]
  write(at("language"), label)
  at("language").lang = lang
  if (drawn?.trust) believe(drawn.trust)
  if (drawn) draw()
}

function turn(to) {
  setLanguage(to)
  if (mode !== "kiosk") remember("language", language())
  relabel()
}

// wipe leaves nothing of a person on a shared screen.
function wipe() {
  setLanguage("id")
  flow.wipe()
  relabel()
}

function open() {
  ui = fresh(false)
  flow = start(environment(mode, pinned, arrival), changed)
  arrive()
}

function listen() {
  at("language").addEventListener("click", () => {
    const to = language() === "id" ? "en" : "id"
    whenHere(to, () => turn(to))
  })
  addEventListener("hashchange", async () => {
    const code = taken()
    if (!code || mode === "kiosk") return // where the NIP is asked for too
    if (drawn.at === "done") await flow.other() // a slip that is scanned into the window of an earlier visit
    flow.typed(code)
  })
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && drawn.at === "waiting") flow.look()
  })
  addEventListener("online", () => {
    if (drawn.at === "stopped" && drawn.why === "network") flow.again()
  })
  hasCamera(mode === "saved").then((camera) => {
    if (camera) show({ camera })
  })
  addEventListener("beforeunload", (event) => {
    if (flow.state.unfinished) event.preventDefault() // the browser asks whether they mean it
  })
  if (mode !== "kiosk") return
  watchIdle(() => (flow.state.unfinished ? "working" : drawn.at), wipe)
  addEventListener("pagehide", wipe)
}

function enter(language) {
  setLanguage(language)
  if (window.top !== window) at("screen").replaceChildren(element("h1", {}, say("framed.title")), element("p", {}, say("framed")))
  else {
    open()
    listen()
  }
  relabel()
}

const first = (mode !== "kiosk" && recall("language")) || "id"
whenHere(first, () => enter(first))
