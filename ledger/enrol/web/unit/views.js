// What the page shows: how far a unit is, whose signature is missing, and the message to its group; or why it shows nothing.

import { element, signed, visible } from "../page/element.js"
import { language, moment, number, say } from "../page/say.js"
import { actions, button, field, form, hint, icon, notice, own, paragraph, primary, rows, submitButton } from "../sign/form.js"
import { lastMoment } from "../sign/time.js"

const mostNames = 200 // at once: who looks for another types a part of the name
const mostText = 60000 // characters: what WhatsApp takes in one message

// opening asks for the link, where the address has none, or none that could be one.
export function opening(ui, act) {
  const fault = ui.fault ? say("unit.paste.fault") : ""
  return {
    title: say("unit.open.title"),
    body: [
      paragraph(say(ui.rewritten ? "unit.open.rewritten" : "unit.open")),
      form(
        ({ elements: { link } }) => act.open(link.value),
        field("link", say("unit.paste"), { help: say("unit.paste.help"), fault, type: "text", autocapitalize: "characters", autocomplete: "off", autocorrect: "off", spellcheck: "false", class: "code" }),
        submitButton(say("unit.paste.do")),
      ),
    ],
  }
}

export function asking() {
  return { title: say("unit.asking"), body: [element("div", { class: "turning", "aria-hidden": "true" })] }
}

// stopped says why nothing is shown, and what to do.
export function stopped({ why, time, message }, act) {
  const text = why === "other" ? message : say("unit.stopped." + why, { moment: moment(time) })
  const again = why === "unreachable" || why === "other"
  return {
    title: say(`unit.stopped.${why}.title`),
    body: [
      notice("", paragraph(visible(text))),
      actions(again ? primary(say("unit.again"), act.refresh, { id: "refresh" }) : button(say("unit.other"), act.other)),
    ],
  }
}

export function shown(view, ui, act) {
  const { unit, campaigns } = view
  return {
    title: visible(unit),
    owned: own(unit, { class: "unit" }),
    body: [
      paragraph(say("unit.as-of", { moment: moment(view.time) })),
      actions(button(say("unit.refresh"), act.refresh, { id: "refresh" })),
      ...(campaigns.length ? campaigns.map((one, n) => campaign(one, n, view, ui, act)) : [none(view)]),
      hint(say("unit.until", { moment: lastMoment(view.until) })),
    ],
  }
}

// none says that there is nothing to show, and why.
function none({ people, next, unit }) {
  if (!people) return notice("", paragraph(say("unit.gone", { unit: visible(unit) })))
  if (next) return notice("", paragraph(say("unit.early", { title: visible(next.title), moment: moment(next.opens) })))
  return notice("", paragraph(say("unit.closed")))
}

function campaign(one, n, view, ui, act) {
  const head = "campaign-" + n
  if (!one.people) return none({ ...view, people: 0 })
  return element(
    "section",
    { "aria-labelledby": head },
    element("h2", { id: head }, own(one.title)),
    progress(one),
    rows(
      [say("unit.people"), number(one.people)],
      [say("unit.invited"), number(one.invited)],
      [say("unit.signed"), number(one.signed)],
      [say("unit.certified"), number(one.certified)],
      [say("unit.missing"), number(one.missing.length)],
      [say("unit.closes"), lastMoment(one.closes)],
    ),
    one.missing.length ? absent(one, n, ui, act) : congratulation(),
  )
}

// progress is a bar, and the same in words.
function progress({ people, signed: done }) {
  return element(
    "div",
    { class: "progress" },
    paragraph(element("strong", {}, say("unit.progress", { signed: number(done), people: number(people) }))),
    element("progress", { max: String(people), value: String(done), "aria-label": say("unit.signed") }),
  )
}

function congratulation() {
  return notice("well", element("h3", {}, say("unit.done.title")), paragraph(say("unit.done")))
}

// absent lists who is missing, and hands over the message to their group.
function absent(one, n, ui, act) {
  const text = one.message[language()]
  const copied = ui.copied[n]
  const list = element("ol", { class: "names", id: "names-" + n })
  const count = element("p", { class: "hint", role: "status" })
  const search = ({ target }) => fill(list, count, one.missing, target.value)
  fill(list, count, one.missing, ui.search[n] || "")
  const asLink = "whatsapp://send?text=" + encodeURIComponent(text)
  return [
    element("h3", {}, say("unit.names")),
    actions(
      primary([icon("copy"), element("span", {}, say(copied ? "unit.copied" : "unit.copy"))], () => act.copy(n, text), { id: "copy-" + n }),
      ui.phone && text.length <= mostText ? element("a", { class: "button", id: "whatsapp-" + n, href: asLink }, icon("share"), element("span", {}, say("unit.whatsapp"))) : null,
    ),
    hint(say("unit.message.hint")),
    copied === false
      ? field("text-" + n, say("unit.text"), { tag: "textarea", rows: 8, readonly: true, translate: "no" }, text)
      : element("details", { id: "message-" + n }, element("summary", {}, say("unit.message")), element("pre", { class: "message", translate: "no", tabindex: "0", role: "region", "aria-label": say("unit.message") }, visibleLines(text))),
    one.missing.length > 8 ? field("search-" + n, say("unit.search"), { type: "search", input: search, autocomplete: "off", value: ui.search[n] || null }) : null,
    count,
    list,
  ]
}

const visibleLines = (text) => text.split("\n").map(visible).join("\n")

// fill lists the names that have all words of what was typed.
function fill(list, count, names, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = names.filter((name) => words.every((word) => name.toLowerCase().includes(word)))
  list.replaceChildren(...found.slice(0, mostNames).map((name) => element("li", { translate: "no" }, signed(name))))
  const args = { count: number(found.length), shown: number(Math.min(found.length, mostNames)) }
  count.textContent = say(!found.length ? "unit.found.none" : found.length > mostNames ? "unit.found.more" : "unit.found", args)
}

