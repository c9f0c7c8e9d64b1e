// What a person sees before there is an invitation: the code, the waiting, a device that lacks something, and whatever
// stops the way, each with what to do next.

import { element, visible } from "../page/element.js"
import { has, moment, say } from "../page/say.js"
import { actions, button, field, form, hint, icon, notice, own, paragraph, plain, primary, rows, submitButton } from "./form.js"
import { copyButton } from "./hand.js"
import { lastMoment } from "./time.js"

export function codeView({ fault, rewritten, resume, imported, kept, link }, flow, ui) {
  const found = { mistyped: say("code.mistyped"), empty: say("code.empty") }[ui.fault ?? fault] ?? ""
  const submit = ({ elements: { code, nip } }) => (code.value.trim() ? flow.typed(code.value, nip?.value) : ui.show({ fault: "empty" }, "code"))
  return {
    title: say("code.title"),
    step: 1,
    focus: { mistyped: "code", nip: "nip", digits: "nip", certificate: "certificate" }[fault],
    body: [
      ...remark(rewritten, "code.rewritten"),
      ...remark(resume, "code.resume"),
      ...remark(imported, "code.imported"),
      ...remark(fault === "certificate", "code.certificate", element("a", { class: "button", id: "certificate", href: link ?? ui.home }, say("code.certificate.link"))),
      paragraph(say(ui.mode === "served" ? "code.lead" : "code.lead." + ui.mode)),
      form(
        submit,
        ui.mode === "kiosk" ? nipField(ui.fault ? null : fault) : null,
        field("code", say("code.label"), { help: say("code.hint"), fault: found, type: "text", class: "code", autocomplete: "off", autocapitalize: "characters", autocorrect: "off", spellcheck: "false", enterkeyhint: "go", translate: "no" }),
        submitButton(say("next")),
      ),
      actions(kept ? plain(say("code.kept"), () => flow.back()) : null, ui.mode === "kiosk" ? null : plain(say("code.key"), () => flow.import_())),
      ui.mode === "served" ? hint(say("code.check"), " ", element("a", { href: ui.home }, say("code.check.link"))) : null,
    ],
  }
}

function remark(holds, key, ...more) {
  return holds ? [notice("", element("h2", {}, say(key + ".title")), paragraph(say(key)), ...more)] : []
}

function nipField(fault) {
  const found = { nip: say("code.nip.other"), digits: say("code.nip.digits") }[fault] ?? ""
  return field("nip", say("code.nip"), { help: say("code.nip.hint"), fault: found, type: "text", inputmode: "numeric", autocomplete: "off" })
}

export function workingView({ what, slow }) {
  return {
    title: say(has("working." + what) ? "working." + what : "working"),
    busy: true,
    body: [paragraph(say("working.stay")), slow ? paragraph(element("strong", {}, say("working.slow"))) : null],
    spoken: slow ? say("working.slow") : "",
  }
}

export function deviceView({ lack, link }, flow, ui) {
  return {
    title: say(`device.${lack}.title`),
    body: [
      paragraph(say("device." + lack)),
      link ? element("ol", { class: "todo" }, ...["copy", "open", "paste"].map((one) => element("li", {}, say("device.do." + one)))) : null,
      link ? copyButton(link, say("device.copy"), ui) : null,
      hint(say("device.safe")),
      lack === "signing" ? null : hint(say("device.anyway.hint")),
      actions(
        (link ? button : primary)(say("again"), () => flow.again()),
        lack === "signing" ? null : plain(say("device.anyway"), () => flow.anyway()),
      ),
    ],
  }
}

// stoppedView says why the way ends here, and how it goes on. A refusal that has no sentence here shows the server's own.
export function stoppedView(state, flow, ui) {
  const { why, kind, time, retry, code, message, url, wait, unfinished } = state
  const key = [`stopped.${why}.${kind ?? code}`, "stopped." + why, "stopped.refused"].find((one) => has(one))
  const when = why === "invitation-expired" ? lastMoment : moment
  const args = { time: time ? when(time) : "", url: visible(url ?? ""), wait: wait ?? 0 }
  return {
    title: say(has(key + ".title") ? key + ".title" : "stopped.title", args),
    body: [
      paragraph(say(key, args)),
      has(key + ".next") ? paragraph(element("strong", {}, say(key + ".next", args))) : null,
      why === "refused" ? rows([say("stopped.said"), own([message, code && `(${code})`].filter(Boolean).join(" "))]) : null,
      url && ui.mode !== "kiosk" ? element("a", { class: "button primary", href: url, rel: "noreferrer" }, icon("link"), element("span", {}, say("stopped.official"))) : null,
      unfinished ? notice("grave", paragraph(say("stopped.unfinished"))) : null,
      why === "proof" && state.proof ? button(say("done.proof"), () => ui.save(state.proof)) : null,
      actions(
        state.reload && !unfinished ? primary(say("reload"), () => location.reload()) : retry ? primary(say("again"), () => flow.again()) : null,
        why === "invitation-used" ? button(say("keys.import"), () => flow.import_()) : null,
        unfinished ? null : button(say(ui.mode === "kiosk" ? "finish" : "stopped.other"), () => (ui.mode === "kiosk" ? flow.wipe() : flow.other())),
      ),
    ],
  }
}
