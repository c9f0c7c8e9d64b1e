// The page of a unit's link: https://HOST/opd#TOKEN. It reads, and changes nothing.

import { element, visible } from "../page/element.js"
import { language, say, setLanguage, setZone } from "../page/say.js"
import { recall, remember } from "../page/store.js"
import { toClipboard } from "../sign/clipboard.js"
import { ask } from "./ask.js"
import { tokenIn } from "./token.js"
import { asking, opening, shown, stopped } from "./views.js"

const at = (id) => document.getElementById(id)

const old = 60000 // ms after which who comes back to the page is shown newer figures
const delay = 200 // ms before a wait is shown: most end earlier

let state = { at: "opening" }
let ui = fresh()
let asked = 0 // when; and which question the answer must be of
let drawn = ""

function fresh() {
  return { rewritten: false, fault: false, copied: [], search: [], phone: matchMedia("(pointer: coarse)").matches }
}

const act = {
  // open takes a link or a code that somebody pasted.
  open(text) {
    const token = tokenIn(text)
    ui.fault = !token
    if (!token) return draw("link")
    if (location.hash === "#" + token) return refresh(true)
    location.hash = token // and the rest follows from that
  },
  other() {
    state = { at: "opening" }
    draw("link")
  },
  refresh: () => refresh(true),
  async copy(n, text) {
    ui.copied[n] = await toClipboard(text)
    draw(ui.copied[n] ? "copy-" + n : "text-" + n)
    if (ui.copied[n]) speak(say("unit.copied"))
    else at("text-" + n).select()
  },
}

function speak(text) {
  at("live").textContent = text === at("live").textContent ? text + "\u00a0" : text // the same again is heard only if it differs
}

// refresh asks anew. Where somebody pressed for it, they are led to what came.
async function refresh(pressed) {
  const mine = (asked = Date.now() > asked ? Date.now() : asked + 1)
  const token = tokenIn(location.hash)
  ui.copied = []
  if (!token) {
    ui.rewritten = location.hash === "#rewritten"
    ui.fault = location.hash.length > 1 && !ui.rewritten
    state = { at: "opening" }
    return draw()
  }
  at("screen").setAttribute("aria-busy", "true")
  const waiting = setTimeout(() => {
    if (state.at === "shown") return
    state = { at: "asking" }
    draw()
  }, delay)
  const next = await ask(token, language())
  clearTimeout(waiting)
  if (mine !== asked) return // another link was opened meanwhile
  at("screen").setAttribute("aria-busy", "false")
  state = next
  draw(pressed ? "refresh" : "")
  if (pressed) speak(state.at === "shown" ? say("unit.refreshed") : at("title").textContent)
}

function viewOf() {
  switch (state.at) {
    case "asking":
      return asking()
    case "shown":
      return shown(state.view, ui, act)
    case "stopped":
      return stopped(state, act)
  }
  return opening(ui, act)
}

// draw draws the state, with what was typed and opened, and the focus where it was or is to be.
function draw(focus) {
  for (const one of document.querySelectorAll("#screen [id^=search-]")) ui.search[Number(one.id.slice(7))] = one.value
  const open = Array.from(document.querySelectorAll("#screen details[open]"), ({ id }) => id)
  const typed = at("link") ? at("link").value : ""
  const focused = focus || (document.activeElement && document.activeElement.id)
  if (state.at === "shown") believe(state.view)
  const view = viewOf()
  const title = element("h1", { id: "title", tabindex: "-1" }, view.owned || view.title)
  at("screen").replaceChildren(title, ...view.body.flat().filter(Boolean))
  at("screen").dataset.at = state.at
  for (const id of open) if (at(id)) at(id).open = true
  if (at("link")) at("link").value = typed
  if (focused && at(focused)) at(focused).focus({ preventScroll: !focus })
  else if (drawn && drawn !== state.at && state.at !== "asking") at("title").focus({ preventScroll: true })
  drawn = state.at
  document.title = view.title + " – " + say("service")
}

// believe shows whose page this is, in the institution's own time zone.
function believe({ institution, timezone }) {
  setZone(timezone)
  at("owner").textContent = visible(institution)
  at("served").textContent = say("unit.served", { host: location.host, institution: visible(institution) })
}

// relabel puts everything into the reader's language.
function relabel() {
  document.documentElement.lang = language()
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say)
  const [label, lang] = language() === "id" ? ["English", "en"] : ["Bahasa Indonesia", "id"]
  at("language").textContent = label
  at("language").lang = lang
  draw()
}

function listen() {
  at("language").addEventListener("click", () => {
    setLanguage(language() === "id" ? "en" : "id")
    remember("language", language())
    relabel()
    if (state.at === "stopped" && state.why === "other") refresh() // the server's own sentence
  })
  addEventListener("hashchange", () => {
    ui = fresh()
    refresh()
  })
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault() // or the address would lose its token
    at("main").focus()
  })
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - asked > old) refresh()
  })
  addEventListener("online", () => {
    if (state.at === "stopped" && state.why === "unreachable") refresh()
  })
}

setLanguage(recall("language") || "id")
if (window.top !== window) at("screen").replaceChildren(element("h1", {}, say("framed.title")), element("p", {}, say("framed")))
else {
  state = { at: tokenIn(location.hash) ? "asking" : "opening" }
  relabel()
  listen()
  refresh()
}
