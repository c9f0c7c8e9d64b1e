// The key: kept or used once, its passphrase, the file that is handed over, and the wait for HR.

import { element } from "../page/element.js"
import { moment, say } from "../page/say.js"
import { actions, button, form, hint, notice, paragraph, passphrases, plain, primary, submitButton } from "./form.js"
import { handWays } from "./hand.js"

// keysView asks first which, and then for the passphrase: one thing a screen.
export function keysView(state, flow, ui) {
  const { choices, fault } = state
  const chosen = ui.chosen === undefined ? (fault ? "keep" : choices.length === 1 ? choices[0] : null) : ui.chosen
  if (chosen === null) return chooseView(flow, ui)
  return chosen === "keep" ? passphraseView(state, flow, ui) : onceView(state, flow, ui)
}

function chooseView(flow, ui) {
  const way = (name) =>
    element(
      "button",
      { type: "button", class: name === "keep" ? "tall primary" : "tall", id: "choose-" + name, click: () => ui.show({ chosen: name }, "title") },
      element("span", {}, element("strong", {}, say("keys." + name)), element("small", {}, say(`keys.${name}.hint`))),
    )
  return {
    title: say("keys.title"),
    step: 2,
    body: [paragraph(say("keys.lead")), actions(way("keep"), way("once"), plain(say("keys.import"), () => flow.import_()))],
  }
}

// elsewhere leads back to the choice, or, where there was none, to the key that somebody brings.
function elsewhere(choices, flow, ui) {
  if (choices.length > 1) return plain(say("back"), () => ui.show({ chosen: null }, "title"))
  return plain(say("keys.import"), () => flow.import_(), { id: "import" })
}

const faulty = { short: "passphrase", unprintable: "passphrase", differ: "again" }

function passphraseView({ choices, fault, storing, questioned }, flow, ui) {
  const of = (id) => (faulty[fault] === id ? say("keep." + fault) : "")
  return {
    title: say("keep.title"),
    step: 2,
    focus: faulty[fault],
    body: [
      paragraph(say("keep.lead")),
      questioned ? notice("", paragraph(say("keep.questioned"))) : null,
      storing ? null : notice("", paragraph(say("keep.elsewhere"))),
      form(
        ({ elements: { passphrase, again } }) => flow.keep(passphrase.value, again.value),
        ...passphrases(
          { id: "passphrase", label: say("keep.passphrase"), help: say("keep.passphrase.hint"), fault: of("passphrase"), autocomplete: "new-password" },
          { id: "again", label: say("keep.again"), fault: of("again"), autocomplete: "new-password" },
        ),
        notice("", paragraph(say("keep.lost"))),
        submitButton(say("keep.make")),
      ),
      actions(elsewhere(choices, flow, ui)),
    ],
  }
}

function onceView({ choices }, flow, ui) {
  return {
    title: say("once.title"),
    step: 2,
    body: [
      paragraph(say("once.lead")),
      notice("", paragraph(say("once.cost"))),
      actions(
        primary(say("once.go"), () => flow.once(), { id: "once" }),
        elsewhere(choices, flow, ui),
      ),
    ],
  }
}

export function handoverView(state, flow, ui) {
  const { required, taken, purpose, storing } = state
  return {
    title: say("hand.title"),
    step: purpose === "export" ? null : 2,
    body: [
      paragraph(say(ui.mode === "kiosk" ? "hand.lead.kiosk" : "hand.lead")),
      required && !taken ? paragraph(element("strong", {}, say(storing ? "hand.required" : "hand.required.elsewhere"))) : null,
      ...handWays(state, flow, ui),
      required || taken ? null : actions(plain(say(purpose === "export" ? "back" : "hand.later"), () => flow.next())),
    ],
  }
}

export function waitingView({ since, next, foreign, canWithdraw, storing }, flow, ui) {
  return {
    title: say("waiting.title"),
    step: 2,
    body: [
      paragraph(say("waiting.since", { time: moment(since) })),
      foreign ? notice("", paragraph(say("waiting.foreign"))) : paragraph(element("strong", {}, say(storing ? "waiting.close" : "waiting.close.elsewhere"))),
      next ? hint(say("waiting.next", { time: moment(next) })) : null,
      actions(primary(say("look"), () => flow.look()), foreign ? button(say("keys.import"), () => flow.import_()) : null),
      canWithdraw ? withdrawal(flow, ui) : null,
    ],
  }
}

function withdrawal(flow, ui) {
  if (!ui.sure) return actions(plain(say("waiting.withdraw"), () => ui.show({ sure: true }, "sure")))
  return element(
    "div",
    { class: "notice", role: "group", "aria-labelledby": "sure" },
    element("p", { id: "sure", tabindex: "-1" }, say("waiting.withdraw.sure")),
    actions(button(say("waiting.withdraw.yes"), () => flow.withdraw()), button(say("waiting.withdraw.no"), () => ui.show({ sure: false }, "title"))),
  )
}
