// Whose invitation it is, what may be wrong with it, and which campaign it is for.

import { element } from "../page/element.js"
import { moment, number, say } from "../page/say.js"
import { actions, button, field, form, hint, notice, own, paragraph, passphrases, plain, primary, rows, submitButton } from "./form.js"
import { lastDay, lastMoment } from "./time.js"

export function personView({ person, until, atOnce, changed, before }, flow) {
  return {
    title: say(changed ? "person.changed.title" : "person.title"),
    step: 1,
    body: [
      changed ? notice("", paragraph(say("person.changed")), changes(before, person)) : null,
      personCard(person),
      until ? hint(say("person.until", { time: lastMoment(until) })) : null,
      atOnce ? null : hint(say("person.waits")),
      actions(primary(say("person.mine"), () => flow.mine()), button(say("person.wrong"), () => flow.wrong())),
      hint(say("person.other")),
    ],
  }
}

// personCard shows whom HR named, as HR wrote it.
export function personCard({ name, unit, position, rank, last4 }) {
  return element(
    "section",
    { class: "person", "aria-label": say("person.card") },
    element("p", { class: "name" }, own(name)),
    rows(
      [say("field.unit"), unit && own(unit)],
      [say("field.position"), position && own(position)],
      [say("field.rank"), rank && own(rank)],
      [say("field.nip"), last4 && own("…" + last4)],
    ),
  )
}

const written = { name: "name", unit: "unit", position: "position", rank: "rank", nip: "last4" }

// changes says what HR has changed, field by field.
function changes(before, now) {
  const changed = Object.entries(written).filter(([, member]) => before && before[member] !== now[member])
  const value = (text, tag) => element(tag, {}, text ? own(text) : say("person.nothing"))
  return rows(...changed.map(([name, member]) => [say("field." + name), element("span", {}, value(before[member], "del"), " → ", value(now[member], "ins"))]))
}

export function wrongView(state, flow, ui) {
  const { fields, needs, sent, person } = state
  if (sent > 0 && !ui.more) return sentView(state, flow, ui)
  const fault = ui.fault ?? state.fault
  const send = ({ elements: { field: which, wish, note, passphrase } }) => {
    if (!which.value) return ui.show({ fault: "field" }, "field-name")
    ui.more = false
    return flow.wish({ field: which.value, wish: wish.value.trim(), note: note.value.trim(), passphrase: passphrase?.value })
  }
  return {
    title: say("wrong.title"),
    step: 1,
    focus: { wish: "wish", passphrase: "passphrase", many: "remark", long: "remark", network: "remark" }[state.fault],
    body: [
      paragraph(say("wrong.lead")),
      ["many", "long", "network"].includes(fault) ? notice("grave", element("p", { id: "remark", tabindex: "-1" }, say("wrong." + fault))) : null,
      form(
        send,
        element(
          "fieldset",
          { "aria-describedby": fault === "field" ? "field-fault" : null },
          element("legend", {}, say("wrong.field")),
          fault === "field" ? element("p", { class: "fault", id: "field-fault" }, say("wrong.field.none")) : null,
          ...fields.map((name) => choice(name, person[written[name]])),
        ),
        field("wish", say("wrong.wish"), { help: say("wrong.wish.hint"), fault: fault === "wish" ? say("wrong.wish.none") : "", type: "text", autocomplete: "off", maxlength: "200" }),
        field("note", say("wrong.note"), { type: "text", autocomplete: "off", maxlength: "200" }),
        ...(needs === "passphrase" ? passphrases({ id: "passphrase", label: say("passphrase.label"), fault: fault === "passphrase" ? say("passphrase.wrong") : "", autocomplete: "current-password" }) : []),
        submitButton(say("wrong.send")),
      ),
      actions(plain(say("back"), () => flow.back())),
    ],
  }
}

function sentView({ sent }, flow, ui) {
  return {
    title: say("wrong.sent.title"),
    step: 1,
    body: [
      paragraph(say("wrong.sent", { n: sent })),
      paragraph(element("strong", {}, say("wrong.sent.next"))),
      actions(primary(say("back"), () => flow.back()), button(say("wrong.more"), () => ui.show({ more: true }, "title"))),
    ],
  }
}

function choice(name, now) {
  const id = "field-" + name
  return element(
    "label",
    { class: "tick", for: id },
    element("input", { type: "radio", name: "field", id, value: name }),
    element("span", {}, say("field." + name), ...(now ? [": ", own(name === "nip" ? "…" + now : now)] : [])),
  )
}

export function campaignView({ why, list = [], campaign, prepare, time, index }, flow) {
  const args = campaign ? { opens: moment(campaign.opens), closes: lastMoment(campaign.closes), time: moment(time ?? 0), index: number(index ?? 0) } : {}
  const known = why === "several" ? list : []
  return {
    title: say(`campaign.${why}.title`),
    step: 1,
    body: [
      campaign ? paragraph(element("strong", {}, own(campaign.title))) : null,
      paragraph(say("campaign." + why, args)),
      why === "signed" ? hint(say("campaign.signed.wait")) : null,
      why === "signed" ? hint(say("campaign.signed.other")) : null,
      why === "revoked" ? paragraph(element("strong", {}, say(list.length > 0 ? "campaign.revoked.next" : "campaign.revoked.slip"))) : null,
      prepare ? paragraph(say("campaign.prepare.hint")) : null,
      actions(
        ...known.map((one) => campaignButton(one, () => flow.choose(one.id))),
        prepare ? primary(say("campaign.prepare"), () => flow.prepare()) : null,
        why === "signed" ? button(say("campaign.signed.read"), () => flow.choose(campaign.id)) : null,
        why === "revoked" && list.length > 0 ? primary(say("campaign.revoked.read"), () => flow.choose(campaign.id)) : null,
        ["several", "signed", "revoked"].includes(why) ? null : button(say("look"), () => flow.again()),
        plain(say("back"), () => flow.back()),
      ),
    ],
  }
}

// campaignButton names a campaign, where it is held and until when.
export function campaignButton({ title, place, closes }, click, attributes = {}) {
  return element(
    "button",
    { type: "button", class: "tall", click, ...attributes },
    element("span", {}, element("strong", {}, own(title)), element("small", {}, ...(place ? [own(place), " · "] : []), say("campaign.until", { date: lastDay(closes) }))),
  )
}
