// The page under an address that the institution has left. It leads to the new one, and hands over the keys that this
// browser has kept for the former one: no page of another address can reach them.

import { arrival, taken } from "../sign/arrive.js"
import { element, visible } from "../page/element.js"
import { date, language, say, setLanguage, setZone } from "../page/say.js"
import { place, recall, remember } from "../page/store.js"
import { Records } from "../flow/records.js"
import { mayKeep, openKept } from "../sign/kept.js"
import { keptParts } from "./kept.js"
import { wayOn } from "./way.js"
import { actions, notice, paragraph } from "../sign/form.js"

const at = (id) => document.getElementById(id)

// move is where the institution is now: { url, since, institution, timezone }.
const move = JSON.parse(at("moved").textContent)
const wayWith = (fragment) => wayOn(move.url, location.pathname, fragment)

let way = wayWith(arrival)
let records = null
let ui = { show, save: null, speak }
let kept = { keys: [], unfinished: false, unread: false }

// show changes what the screen keeps of itself, and draws it anew with the focus on an element.
function show(more, focus, after) {
  Object.assign(ui, more)
  draw()
  at(focus)?.focus()
  after?.()
}

function speak(text) {
  at("live").textContent = text
}

// read looks for what the former page kept.
async function read() {
  if (!mayKeep) return
  try {
    records ??= new Records(await openKept())
    const all = await records.all()
    kept = {
      keys: all.filter(({ file, ended }) => file && !ended),
      unfinished: all.some(({ wrapped, file }) => wrapped && !file),
      unread: false,
    }
  } catch {
    kept = { ...kept, unread: true } // refused, or too slow: whoever kept a key here must be told
  }
}

// sweep removes what the checking page's worker kept. The new worker does so too, but a page of before that was open then
// may have kept more since.
async function sweep() {
  try {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      if (new URL(registration.scope).pathname === place) await registration.unregister()
    }
    for (const name of await caches.keys()) if (name.startsWith(place + " ")) await caches.delete(name)
  } catch {
    // plain http, or a browser that keeps nothing
  }
}

const act = {
  // took notes how a key left this browser.
  async took(key, how) {
    await records.change(key.id, () => ({ handed: how }))
    await read()
    show({ way: null, taken: { ...ui.taken, [key.id]: how } }, "taken")
  },
  async remove(key) {
    await records.remove(key.id)
    await read()
    show({ sure: null, chosen: null, way: null }, "title")
    speak(say("moved.removed"))
  },
}

function draw() {
  const institution = visible(move.institution)
  document.documentElement.lang = language()
  at("owner").textContent = institution
  at("served").textContent = say("moved.served", { host: location.host, institution })
  const link = element("a", { class: "button primary", id: "go", href: way.href }, say(way.carries ? "moved.go.on" : "moved.go"))
  const body = [
    element("h1", { id: "title", tabindex: "-1" }, say("moved.title")),
    paragraph(say("moved.lead", { institution, date: date(move.since) })),
    element("p", { class: "name", id: "url", translate: "no" }, visible(move.url)),
    way.carries ? paragraph(say("moved.carries." + way.carries)) : null,
    actions(link),
    kept.unread ? notice("", paragraph(say("moved.unread"))) : null,
    ...keptParts(kept, act, ui),
    paragraph(say("moved.doubt")),
  ]
  at("screen").replaceChildren(...body.filter(Boolean))
  document.title = say("moved.title") + " – " + institution
}

// relabel puts everything into the reader's language.
function relabel() {
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say)
  const [label, lang] = language() === "id" ? ["English", "en"] : ["Bahasa Indonesia", "id"]
  at("language").textContent = label
  at("language").lang = lang
  draw()
}

async function open() {
  await read()
  const none = kept.keys.length === 0 && !kept.unfinished && !kept.unread
  if (none && way.carries === "certificate") return location.replace(way.href) // as the redirect of a former address does
  relabel()
  await sweep()
  at("screen").dataset.ready = "true"
}

// arrive takes what comes behind the # while the page is open: a slip that is scanned now.
function arrive() {
  const fragment = taken()
  if (!fragment) return
  way = wayWith(fragment)
  draw()
}

setLanguage(recall("language") ?? "id")
setZone(move.timezone)
at("language").addEventListener("click", () => {
  setLanguage(language() === "id" ? "en" : "id")
  remember("language", language())
  relabel()
})
addEventListener("hashchange", arrive)
if (window.top !== window) at("screen").replaceChildren(element("h1", {}, say("framed.title")), element("p", {}, say("framed")))
else open()
