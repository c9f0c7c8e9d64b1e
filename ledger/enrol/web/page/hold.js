// The button that signs without a passphrase. It is held down, so that no touch in passing signs: the bar that fills says how
// long. Who cannot hold, by keyboard, switch or voice, presses it once and is asked once more.

import { element } from "../page/element.js"
import { say } from "../page/say.js"
import { actions, button, paragraph, primary } from "./form.js"

export const holding = 1200 // ms

// holdButton calls done once it was held, or pressed where that does not hold, and pressed says that it must be asked for.
// ready is asked first: where it says no, nothing begins.
export function holdButton(label, { ready, done, pressed }) {
  let timer = 0
  let held = false
  const begin = (event) => {
    if (event.type === "keydown" && (event.repeat || event.key !== " ")) return // Enter presses, and does not hold
    if (event.button > 0 || timer || !ready()) return
    made.classList.add("held")
    timer = setTimeout(() => {
      held = true
      end()
      deafen()
      done()
    }, holding)
  }
  const end = () => {
    clearTimeout(timer)
    timer = 0
    made.classList.remove("held")
  }
  const click = () => {
    end()
    if (!held && ready()) pressed()
    held = false
  }
  const listeners = { pointerdown: begin, pointerup: end, pointerleave: end, pointercancel: end, keydown: begin, keyup: end, blur: end, click }
  const made = element("button", { type: "button", class: "primary hold", id: "sign", contextmenu: (e) => e.preventDefault(), ...listeners }, element("span", {}, label))
  made.style.setProperty("--holding", holding + "ms")
  return made
}

// deafen lets the finger that is lifted after the hold press nothing: another screen stands there by then. The next touch does.
function deafen() {
  const ignore = (event) => {
    if (event.detail === 0) return // by keyboard or a screen reader
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener("click", ignore, { capture: true })
  addEventListener("pointerdown", () => removeEventListener("click", ignore, { capture: true }), { capture: true, once: true })
}

// asked is the question after a press that did not hold.
export function asked(yes, no) {
  return element(
    "div",
    { class: "notice", role: "group", "aria-labelledby": "sure" },
    element("p", { id: "sure", tabindex: "-1" }, element("strong", {}, say("hold.sure"))),
    paragraph(say("hold.sure.hint")),
    actions(primary(say("hold.yes"), yes, { id: "sign-sure" }), button(say("hold.no"), no)),
  )
}
