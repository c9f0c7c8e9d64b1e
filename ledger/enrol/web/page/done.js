// The end of the way: recorded and checked here, the certificate, the proof, a copy of the key, and showing it to others.

import { element, visible } from "../page/element.js"
import { has, moment, number, say } from "../page/say.js"
import { mark } from "../page/icons.js"
import { rosetteDrawing } from "../page/seal.js"
import { actions, button, hint, icon, notice, own, paragraph, plain, primary, rows } from "./form.js"
import { qrDrawing } from "./qrview.js"

export function doneView(state, flow, ui) {
  const { person, campaign, handover } = state
  return {
    title: say("done.title"),
    step: 4,
    body: [
      element("p", { class: "well lead" }, mark("yes"), element("span", {}, say("done.lead"))),
      certificate(state, flow, ui),
      handover ? keepCopy(flow) : null,
      element(
        "section",
        { class: "compare", "aria-labelledby": "entry" },
        element("h2", { id: "entry" }, say("done.entry")),
        element("div", { class: "pair" }, entry(state), element("figure", {}, rosetteDrawing(state.digest), element("figcaption", {}, say("done.rosette")))),
        checked(state),
      ),
      ui.mode === "kiosk" ? takeAway(state) : null,
      ...(ui.mode === "kiosk" ? [] : proofOf(state, ui)),
      hint(say("done.key." + state.key)),
      ui.mode === "served" ? sharing(state, ui, person, campaign) : null,
      actions(...ends(state, flow, ui)),
      hint(say("caveat.uncertified")),
    ],
  }
}

function ends({ key }, flow, ui) {
  if (ui.mode === "kiosk") return [primary(say("finish"), () => flow.wipe())]
  return [key === "kept" ? button(say("done.mine"), () => flow.back()) : null, plain(say("done.other"), () => flow.other())]
}

function entry({ person, code, index, time, campaign }) {
  return rows(
    [say("field.name"), own(person.name)],
    [say("field.code"), element("strong", { class: "code", translate: "no" }, code)],
    [say("field.index"), number(index)],
    [say("field.time"), moment(time)],
    [say("field.campaign"), own(campaign.title)],
  )
}

// certificate offers the issued file, or says when it will be there. At a kiosk it is not saved: it has a name in it, and the next
// person uses the same computer.
function certificate({ certificate: { state, url, name }, code }, flow, ui) {
  const issued = state === "ready"
  const key = "done.certificate." + (issued && ui.mode === "kiosk" ? "kiosk" : state)
  const ready = issued && ui.mode !== "kiosk"
  return element(
    "section",
    { "aria-labelledby": "certificate" },
    element("h2", { id: "certificate", tabindex: "-1" }, say("done.certificate")),
    has(key) ? paragraph(say(key)) : null,
    ready ? element("div", { class: "acts" }, element("a", { class: "button primary", id: "download", href: url, download: name }, icon("download"), element("span", {}, say("done.download")))) : null,
    ready ? hint(say("done.download.hint", { name })) : null,
    state === "later" ? actions(primary(say("look"), () => flow.look(), { id: "look" })) : null,
    state === "later" ? hint(say("done.later", { code })) : null,
  )
}

// checked says what this device itself has checked.
function checked({ answer }) {
  if (!answer) return notice("", paragraph(say("done.unpublished")))
  const verdict = "done.checked." + answer.verdict
  const good = answer.verdict === "valid"
  const { need, names } = answer.quorum
  return element(
    "div",
    {},
    element("p", { class: good ? "well" : "ill" }, mark(good ? "yes" : "open"), element("span", {}, say(has(verdict) ? verdict : "done.checked.other"))),
    good && need > 0 ? hint(say("done.witnesses", { names: names.map(visible).join(", ") })) : null,
  )
}

function keepCopy(flow) {
  return notice("", element("h2", {}, say("done.copy.title")), paragraph(say("done.copy")), actions(button([icon("download"), element("span", {}, say("done.copy.go"))], () => flow.export_(), { id: "export" })))
}

// takeAway is a code for the person's own telephone: at a kiosk nothing else leaves with them.
function takeAway({ code }) {
  const address = checkAddress(code)
  return element("section", {}, element("h2", {}, say("done.take")), paragraph(say("done.take.hint")), qrDrawing(address, say("done.take.label")), element("p", { class: "code" }, own(address)))
}

function proofOf({ proof }, ui) {
  if (!proof) return []
  const label = [icon("download"), element("span", {}, say("done.proof"))]
  const link = proof.url && ui.mode === "served" ? element("a", { class: "button", href: proof.url, download: proof.name }, ...label) : button(label, () => ui.save(proof))
  return [actions(link), hint(say("done.proof.hint"))]
}

let institution = { url: "", institution: "" }

// showFor tells which institution's addresses are shown.
export function showFor(trust) {
  institution = trust ?? institution
}

const checkAddress = (code) => `${institution.url.replace(/\/$/, "")}/#${code}`

// sharing asks before each way: others will see the name.
function sharing({ code, time }, ui, person, campaign) {
  const ways = [navigator.share ? "share" : null, "linkedin"].filter(Boolean)
  const open = {
    share: () => navigator.share({ title: say("share.title"), text: say("share.text", { name: person.name, title: campaign.title }), url: checkAddress(code) }).catch(() => {}),
    linkedin: () => window.open(linkedIn({ code, time, title: campaign.title }), "_blank", "noopener,noreferrer"),
  }
  const asked = ui.sharing
  return element(
    "section",
    { "aria-labelledby": "show" },
    element("h2", { id: "show" }, say("share")),
    element("div", { class: "hands" }, ...ways.map((way) => button([icon(way === "share" ? "share" : "link"), element("span", {}, say("share." + way))], () => ui.show({ sharing: way }, "sharing"), { id: "share-" + way, "aria-expanded": String(asked === way) }))),
    asked
      ? element(
          "div",
          { class: "notice", role: "group", "aria-labelledby": "sharing" },
          element("p", { id: "sharing", tabindex: "-1" }, say(`share.${asked}.sure`, { name: visible(person.name) })),
          actions(
            primary(say(`share.${asked}.yes`), () => (open[asked](), ui.show({ sharing: null }, "share-" + asked)), { id: "share-yes" }),
            button(say("share.no"), () => ui.show({ sharing: null }, "share-" + asked)),
          ),
        )
      : null,
  )
}

// linkedIn is the address that adds a certificate to a profile there.
function linkedIn({ code, time, title }) {
  const day = new Date(time * 1000)
  const certificate = {
    startTask: "CERTIFICATION_NAME", name: title, organizationName: institution.institution,
    issueYear: day.getUTCFullYear(), issueMonth: day.getUTCMonth() + 1, certUrl: checkAddress(code), certId: code,
  }
  return "https://www.linkedin.com/profile/add?" + new URLSearchParams(certificate)
}

// pledgedView is for a saved page without a network: the pledge goes to HR as a file.
export function pledgedView({ file }, flow, ui) {
  return {
    title: say("pledged.title"),
    step: 4,
    body: [
      paragraph(say("pledged.lead")),
      actions(primary([icon("download"), element("span", {}, say("pledged.save"))], () => ui.save(file), { id: "pledge" })),
      hint(own(file.name)),
      paragraph(say("pledged.next")),
      actions(button(say("pledged.again"), () => flow.again()), plain(say("done.other"), () => flow.other())),
    ],
  }
}
