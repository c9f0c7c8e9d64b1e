// Coming back: what is recorded in my name, the next campaign with the same key, ending the key, and a key that comes as a file.

import { element } from "../page/element.js"
import { has, moment, number, say } from "../page/say.js"
import { mark } from "../page/icons.js"
import { campaignButton } from "./person.js"
import { actions, button, field, form, hint, notice, own, paragraph, passphrases, plain, primary, submitButton } from "./form.js"

export function returningView(state, flow, ui) {
  const { person, others, campaigns, pledged, revoked, offline, ended } = state
  return {
    title: person ? say("returning.title") : say("returning.nobody"),
    body: [
      person ? element("p", { class: "name" }, own(person.name)) : null,
      ended ? notice("grave", element("h2", {}, say("returning.ended.title")), paragraph(say("returning.ended"))) : null,
      offline ? notice("", paragraph(say("returning.offline")), actions(button(say("again"), () => flow.look()))) : null,
      ...revoked.map((one) => notice("", paragraph(element("strong", {}, own(one.campaign.title))), paragraph(say("campaign.revoked", { index: number(one.index) })))),
      next(campaigns, flow, ended),
      pledged.length > 0 ? section("returning.pledged", actions(...pledged.map((one) => pledgeButton(one, flow)))) : null,
      entryList(state, flow),
      keySection(state, flow, ui),
      others.length > 0 ? section("returning.others", actions(...others.map(({ fingerprint, name }) => button(own(name), () => flow.use(fingerprint))))) : null,
      ui.mode === "kiosk"
        ? actions(primary(say("finish"), () => flow.wipe()))
        : actions(button(say("returning.code"), () => flow.code()), plain(say("returning.import"), () => flow.import_())),
    ],
  }
}

function section(key, ...content) {
  return element("section", {}, element("h2", { id: key, tabindex: "-1" }, say(key)), ...content)
}

function next(campaigns, flow, ended) {
  if (ended) return null
  if (campaigns.length === 0) return paragraph(say("returning.none"))
  return section("returning.next", actions(...campaigns.map((one) => campaignButton(one, () => flow.sign(one.id), { class: "tall primary" }))))
}

function pledgeButton({ campaign, code, time }, flow) {
  return element(
    "button",
    { type: "button", class: "tall", click: () => flow.show(code) },
    element("span", {}, element("strong", {}, own(campaign.title)), element("small", {}, say("returning.signed", { time: moment(time) }))),
  )
}

// entryList is what the ledger holds in this name, each with whether it was proved here.
function entryList({ entries, offline, ended }, flow) {
  if (offline) return null
  if (!entries) return section("returning.entries", paragraph(say("returning.asking")))
  const kind = (one) => say(has("entry." + one) ? "entry." + one : "entry.later")
  const line = ({ kind: what, index, time, title, proved }) =>
    element(
      "li",
      { class: proved ? "yes" : "open" },
      mark(proved ? "yes" : "open"),
      element("div", {}, element("strong", {}, kind(what), ...(title ? [": ", own(title)] : [])), say(proved ? "entry.proved" : "entry.unproved", { index: number(index), time: moment(time) })),
    )
  const unproved = entries.some(({ proved }) => !proved)
  return section(
    "returning.entries",
    element("ul", { class: "steps signers" }, ...entries.map(line)),
    unproved ? notice("grave", paragraph(say("returning.unproved"))) : hint(say(ended ? "returning.strange.ended" : "returning.strange")),
    actions(plain(say("returning.look"), () => flow.look())),
  )
}

function keySection({ key, ended, stored }, flow, ui) {
  const forget = stored ? "returning.forget" : "returning.forget.ended"
  return element(
    "details",
    { id: "key" },
    element("summary", {}, say("returning.key")),
    element("p", {}, own(key.comment), element("br"), element("span", { class: "code fine", translate: "no" }, key.fingerprint)),
    actions(
      stored ? button(say("returning.export"), () => flow.export_()) : null,
      ended ? null : button(say("returning.wrong"), () => flow.wrong()),
      ended ? null : button(say("returning.revoke"), () => flow.revoke()),
      ui.sure || ui.mode === "kiosk" ? null : button(say(forget), () => ui.show({ sure: true }, "sure")),
    ),
    ui.sure
      ? element(
          "div",
          { class: "notice grave", role: "group", "aria-labelledby": "sure" },
          element("p", { id: "sure", tabindex: "-1" }, say(stored ? "returning.forget.sure" : "returning.forget.ended.sure")),
          actions(button(say("returning.forget.yes"), () => flow.forget()), button(say("returning.forget.no"), () => ui.show({ sure: false }, "key"))),
        )
      : null,
  )
}

export function revokeView({ fingerprint, stay, fault }, flow) {
  return {
    title: say("revoke.title"),
    focus: fault,
    body: [
      paragraph(say("revoke.lead")),
      stay.length > 0 ? paragraph(say("revoke.stay")) : null,
      stay.length > 0 ? element("ul", {}, ...stay.map(({ campaign }) => element("li", {}, own(campaign.title)))) : null,
      notice("grave", paragraph(say("revoke.final"))),
      form(
        ({ elements: { reason, passphrase } }) => flow.revoke({ reason: reason.value.trim(), passphrase: passphrase.value }),
        field("reason", say("revoke.reason"), { help: say("revoke.reason.hint"), fault: fault === "reason" ? say("revoke.reason.none") : "", type: "text", autocomplete: "off", maxlength: "200" }),
        ...passphrases({ id: "passphrase", label: say("passphrase.label"), fault: fault === "passphrase" ? say("passphrase.wrong") : "", autocomplete: "current-password" }),
        submitButton(say("revoke.go")),
      ),
      hint(say("revoke.key"), " ", element("span", { class: "code", translate: "no" }, fingerprint)),
      actions(plain(say("back"), () => flow.back())),
    ],
  }
}

export function revokedView({ index, time }, flow) {
  return {
    title: say("revoked.title"),
    body: [paragraph(say("revoked", { index: number(index), time: moment(time) })), paragraph(say("revoked.next")), actions(primary(say("returning.code"), () => flow.other()))],
  }
}
