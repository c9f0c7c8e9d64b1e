// Which screen shows which state, and what all screens have in common: the step of four, and the heading, which gets the focus
// of a new screen and is heard together with the step.

import { element } from "../page/element.js"
import { say } from "../page/say.js"
import { returningView, revokedView, revokeView } from "./back.js"
import { codeView, deviceView, stoppedView, workingView } from "./begin.js"
import { doneView, pledgedView } from "./done.js"
import { importView } from "./import.js"
import { handoverView, keysView, waitingView } from "./key.js"
import { campaignView, personView, wrongView } from "./person.js"
import { textView } from "./text.js"

// views take a state, the flow and what the screen keeps of itself. They return { title, body } with nodes, and may add the step,
// the id of the field that is at fault, and what only listeners need to be told.
export const views = Object.fromEntries([
  ["code", codeView], ["working", workingView], ["device", deviceView], ["stopped", stoppedView], ["person", personView], ["wrong", wrongView],
  ["campaign", campaignView], ["keys", keysView], ["handover", handoverView], ["waiting", waitingView], ["text", textView], ["done", doneView],
  ["pledged", pledgedView], ["returning", returningView], ["revoke", revokeView], ["revoked", revokedView], ["import", importView],
])

const steps = 4

// heading is the step, where a screen is one, and the title.
export function heading({ title, step, busy }) {
  const head = element("h1", { id: "title", tabindex: "-1", "aria-describedby": step ? "step" : null }, title)
  if (!step) return busy ? [element("div", { class: "turning", "aria-hidden": "true" }), head] : [head]
  const bar = Array.from({ length: steps }, (_, i) => element("span", { class: i < step ? "past" : null }))
  return [
    element("p", { class: "step", id: "step" }, say("step", { n: step, of: steps, name: say("step." + step) })),
    element("div", { class: "bar", "aria-hidden": "true" }, ...bar),
    head,
  ]
}
