// The text in full, the consent, and the act of signing: a passphrase, or a button that is held.

import { element, signed } from "../page/element.js"
import { language, say } from "../page/say.js"
import { actions, form, hint, own, paragraph, passphrases, plain, rows, submitButton, tick } from "./form.js"
import { asked, holdButton } from "./hold.js"
import { lastDay } from "./time.js"

export function textView(state, flow, ui) {
  const { campaign, person, needs, fromReturning } = state
  const fault = ui.fault ?? state.fault
  return {
    title: say("text.title"),
    step: 3,
    focus: { agree: "agree", passphrase: "passphrase" }[state.fault],
    body: [
      paragraph(say("text.lead")),
      rows(
        [say("field.campaign"), own(campaign.title)],
        [say("field.place"), campaign.place && own(campaign.place)],
        [say("field.closes"), lastDay(campaign.closes)],
        [say("field.name"), own(person.name)],
        [say("field.position"), person.position && own(person.position)],
        [say("field.unit"), person.unit && own(person.unit)],
      ),
      language() === campaign.language ? null : hint(say("text.signed")),
      commitment(campaign),
      hint(say("text.proved")),
      needs === "hold" ? holdForm(flow, ui, fault) : passphraseForm(flow, fault),
      actions(plain(say("text.wrong"), () => flow.wrong()), fromReturning ? plain(say("back"), () => flow.back()) : null),
    ],
  }
}

// commitment is the text as the flow holds it: what is signed is never read from here, whatever a translator makes of it.
function commitment({ text, language: lang }) {
  const lines = text.trimEnd().split("\n").flatMap((line) => [signed(line, "span"), "\n"])
  return element("div", { class: "commitment notranslate", translate: "no", lang: lang || null, role: "region", "aria-label": say("text.region") }, ...lines)
}

function consent(fault) {
  return element(
    "div",
    { class: "field agree" },
    fault === "agree" ? element("p", { class: "fault", id: "agree-fault" }, say("text.agree.none")) : null,
    tick("agree", say("text.agree"), { "aria-describedby": fault === "agree" ? "agree-fault" : null, "aria-invalid": fault === "agree" ? "true" : null }),
  )
}

function passphraseForm(flow, fault) {
  return form(
    ({ elements: { agree, passphrase } }) => flow.sign({ agreed: agree.checked, passphrase: passphrase.value }),
    consent(fault),
    ...passphrases({ id: "passphrase", label: say("passphrase.label"), help: say("text.passphrase.hint"), fault: fault === "passphrase" ? say("passphrase.wrong") : "", autocomplete: "current-password" }),
    submitButton(say("text.sign")),
  )
}

// holdForm asks for the consent before anything is held.
function holdForm(flow, ui, fault) {
  const agreed = () => document.getElementById("agree").checked
  const sign = () => flow.sign({ agreed: agreed() })
  const ready = () => {
    if (agreed()) return true
    ui.show({ fault: "agree", sure: false }, "agree")
    return false
  }
  return element(
    "div",
    { class: "form" },
    consent(fault),
    ui.sure
      ? asked(() => ready() && sign(), () => ui.show({ sure: false }, "sign"))
      : [
          actions(holdButton(say("hold"), { ready, done: sign, pressed: () => ui.show({ sure: true, fault: null }, "sure") })),
          hint(say("hold.hint")),
        ],
  )
}
