// Hands a text over to the person: shared, downloaded, copied, or shown as a QR code. No browser tells what became of it, so
// each way ends with a question.

import { element } from "../page/element.js"
import { say } from "../page/say.js"
import { toClipboard } from "./clipboard.js"
import { actions, button, field, icon, notice, own, paragraph, primary } from "./form.js"
import { qrDrawing } from "./qrview.js"

// handWays offers the ways, then what a chosen one shows, then the question whether the file is there.
export function handWays(state, act, ui) {
  const { file, taken } = state
  if (taken && !ui.more) return takenWays(state, act, ui)
  const way = (name, begin) =>
    button([icon(name), element("span", {}, say("hand." + name))], () => begin(state, ui), { id: "hand-" + name, class: ui.way === name ? "chosen" : null, "aria-pressed": String(ui.way === name) })
  const isOwn = ui.mode !== "kiosk" // nobody's key stays on a computer that many people use
  const offered = element(
    "div",
    { class: "hands", role: "group", "aria-label": say("hand.ways") },
    isOwn && shareable(file) ? way("share", share) : null,
    isOwn ? way("download", download) : null,
    isOwn ? way("copy", copy) : null,
    state.qr ? way("qr", (_, { show }) => show({ way: "qr" }, "there")) : null,
  )
  return [offered, ...(ui.way ? shown(state, act, ui) : [])]
}

// takenWays says how the file was taken, and goes on.
function takenWays({ taken }, act, ui) {
  const how = typeof taken === "string" ? taken : "file"
  return [
    notice("well", element("p", { id: "taken", tabindex: "-1" }, say("hand.taken." + how))),
    actions(act.next ? primary(say("next"), () => act.next(), { id: "next" }) : null, button(say("hand.more"), () => ui.show({ more: true, way: null }, "title"))),
  ]
}

function shown({ file, qr }, act, ui) {
  const yes = async () => {
    ui.more = false
    await act.took(ui.way)
    await act.next?.()
  }
  return [
    ui.way === "qr" ? qrDrawing(qr, say("hand.qr.label")) : null,
    ui.way === "copy" && ui.copied === false
      ? field("text", say("hand.text"), { tag: "textarea", rows: 6, readonly: true, translate: "no", class: "code" }, file.text)
      : null,
    element(
      "div",
      { class: "notice", role: "group", "aria-labelledby": "there" },
      element("p", { id: "there", tabindex: "-1" }, element("strong", {}, say("hand.there." + (ui.mode === "kiosk" ? "kiosk" : ui.way))), " ", ui.way === "download" ? own(named(file)) : null),
      actions(primary(say("hand.yes"), yes, { id: "hand-yes" }), button(say("hand.no"), () => ui.show({ way: null }, "title"))),
    ),
  ]
}

// named is what the file is called where it is saved: most phones share and open .txt alone.
const named = ({ name }) => (/\.[a-z-]+$/.test(name) ? name : name + ".txt")

const asFile = (file) => new File([file.text ?? file.bytes], named(file), { type: "text/plain" })

function shareable(file) {
  try {
    return navigator.canShare?.({ files: [asFile(file)] }) ?? false
  } catch {
    return false
  }
}

async function share({ file }, ui) {
  try {
    await navigator.share({ files: [asFile(file)], title: named(file) })
    ui.show({ way: "share" }, "there")
  } catch (error) {
    if (error.name !== "AbortError") ui.show({ way: "download" }, "there", () => save(file))
  }
}

function download({ file }, ui) {
  save(file)
  ui.show({ way: "download" }, "there")
}

// save has the browser save a file.
export function save(file) {
  const url = URL.createObjectURL(new Blob([file.text ?? file.bytes], { type: file.type ?? "text/plain" }))
  const link = element("a", { href: url, download: file.type ? file.name : named(file), hidden: true })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000) // some browsers read it late
}

async function copy({ file }, ui) {
  const copied = await toClipboard(file.text)
  ui.show({ way: "copy", copied }, copied ? "there" : "text")
}

// copyButton copies an address, and says so; where that is forbidden it shows the address.
export function copyButton(text, label, ui) {
  const copied = ui.copied
  const click = async () => {
    const done = await toClipboard(text)
    ui.show({ copied: done }, done ? "copy" : "address", done ? () => ui.speak(say("copied")) : null)
  }
  return element(
    "div",
    {},
    actions(primary([icon("copy"), element("span", {}, copied ? say("copied") : label)], click, { id: "copy" })),
    copied === false ? field("address", say("device.address"), { type: "text", readonly: true, value: text, translate: "no" }) : null,
  )
}
