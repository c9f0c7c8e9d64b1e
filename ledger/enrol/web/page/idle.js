// At a kiosk a screen that nobody touches is emptied after a minute, and says so before: whoever reads on has 20 seconds to say it.

import { element } from "../page/element.js"
import { say } from "../page/say.js"
import { button } from "./form.js"

const warned = 40_000 // ms
const left = 20_000

// watchIdle empties the screen by wipe. What waits for an answer is left alone, and so is an empty screen.
export function watchIdle(at, wipe) {
  let timer = 0
  const notice = () => document.getElementById("idle")
  const again = () => {
    clearTimeout(timer)
    notice().replaceChildren()
    timer = setTimeout(warn, warned)
  }
  const warn = () => {
    if (at() === "working" || (at() === "code" && !document.getElementById("code")?.value)) return again()
    notice().replaceChildren(element("div", { class: "notice grave", role: "alert" }, element("p", {}, say("idle")), button(say("idle.stay"), again)))
    timer = setTimeout(() => {
      wipe()
      again()
    }, left)
  }
  for (const event of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(event, again, { passive: true, capture: true })
  again()
}
