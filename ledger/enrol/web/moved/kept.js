// What this browser keeps for the former address: keys to be carried over, and what cannot be.

import { element } from "../page/element.js"
import { say } from "../page/say.js"
import { keyName } from "../flow/filename.js"
import { actions, button, notice, own, paragraph, plain } from "../sign/form.js"
import { handWays } from "../sign/hand.js"

// keptParts are the parts of the page about it; none where nothing is kept.
export function keptParts({ keys, unfinished }, act, ui) {
  const parts = keys.length > 0 ? [keyPart(keys, act, ui)] : []
  return unfinished ? [...parts, oncePart()] : parts
}

function keyPart(keys, act, ui) {
  const key = keys.length === 1 ? keys[0] : keys.find(({ id }) => id === ui.chosen)
  return element(
    "section",
    { "aria-labelledby": "carry" },
    element("h2", { id: "carry", tabindex: "-1" }, say("moved.carry.title")),
    paragraph(say("moved.carry")),
    element("ol", { class: "todo" }, ...["save", "open", "remove"].map((one) => element("li", {}, say("moved.carry." + one)))),
    ...(key ? [...(keys.length > 1 || key.shown ? [named(key)] : []), ...carried(key, act, ui)] : choices(keys, ui)),
  )
}

const nameOf = ({ shown, public: hex }) => shown?.name ?? hex.slice(0, 8)

const named = (key) => element("p", { id: "whose", tabindex: "-1" }, say("moved.key"), " ", element("strong", {}, own(nameOf(key))))

// choices are the keys of several people, or several of one.
function choices(keys, ui) {
  const choose = (key) => button(own(nameOf(key)), () => ui.show({ chosen: key.id, way: null, sure: null }, "whose"), { class: "tall" })
  return [paragraph(say("moved.several")), actions(...keys.map(choose))]
}

// carried offers the ways to take a key away, and its removal once it was taken.
function carried(key, act, ui) {
  const state = { file: { name: keyName(key.shown?.name ?? ""), text: key.file }, qr: key.file, taken: ui.taken?.[key.id] ?? null }
  return [
    key.credential === null ? paragraph(say("moved.unenrolled")) : null,
    ...handWays(state, { took: (how) => act.took(key, how) }, ui),
    key.handed === null ? null : removal(key, act, ui),
    ui.chosen ? actions(plain(say("moved.others"), () => ui.show({ chosen: null, way: null, sure: null }, "carry"))) : null,
  ]
}

function removal(key, act, ui) {
  if (ui.sure !== key.id) return actions(button(say("moved.remove"), () => ui.show({ sure: key.id }, "sure"), { id: "remove" }))
  return element(
    "div",
    { class: "notice", role: "group", "aria-labelledby": "sure" },
    element("p", { id: "sure", tabindex: "-1" }, say("moved.remove.sure")),
    actions(button(say("moved.remove.yes"), () => act.remove(key), { id: "remove-yes" }), button(say("moved.remove.no"), () => ui.show({ sure: null }, "remove"))),
  )
}

// oncePart is about keys that serve once and have not: they are locked with the code of a slip, and leave no browser.
function oncePart() {
  return notice("", element("h2", {}, say("moved.once.title")), paragraph(say("moved.once")))
}
