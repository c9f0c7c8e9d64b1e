// A key that comes from elsewhere: a file, its text, or a QR code before the camera.

import { element } from "../page/element.js"
import { closeCamera, openCamera } from "../page/camera.js"
import { say } from "../page/say.js"
import { actions, button, field, form, icon, notice, paragraph, passphrases, plain, submitButton } from "./form.js"

const faulty = { "not-a-key": "text", passphrase: "passphrase", "needs-passphrase": "passphrase", packet: "packet", "not-enrolled": "remark" }

export function importView(state, flow, ui) {
  const { fault, packet } = state
  const sentence = (id) => (faulty[fault] !== id ? "" : fault === "not-a-key" && state.form ? say("import.not-a-key.form", { form: state.form }) : say("import." + fault))
  const fill = async ({ target }) => {
    document.getElementById("text").value = await target.files[0].text()
    document.getElementById("passphrase").focus()
  }
  return {
    title: say("import.title"),
    focus: faulty[fault],
    body: [
      paragraph(say("import.lead")),
      sentence("remark") ? notice("", element("p", { id: "remark", tabindex: "-1" }, sentence("remark"))) : null,
      ui.scanning ? camera(ui) : null,
      actions(picker("file", say("import.file"), fill), ui.camera && !ui.scanning ? button([icon("qr"), element("span", {}, say("import.scan"))], () => scan(ui), { id: "scan" }) : null),
      form(
        ({ elements: { text, passphrase } }) => flow.open(text.value, passphrase.value),
        field("text", say("import.text"), { help: say("import.text.hint"), fault: sentence("text"), tag: "textarea", rows: 4, class: "code", autocomplete: "off", autocapitalize: "off", spellcheck: "false", translate: "no" }),
        ...passphrases({ id: "passphrase", label: say("passphrase.label"), help: say("import.passphrase.hint"), fault: sentence("passphrase"), autocomplete: "current-password" }),
        submitButton(say("import.open")),
      ),
      packet ? packetForm(flow, sentence("packet")) : null,
      actions(plain(say("back"), () => flow.back())),
    ],
  }
}

// packetForm takes what HR gives to people without a network.
function packetForm(flow, fault) {
  const take = async ({ target }) => flow.packet(new Uint8Array(await target.files[0].arrayBuffer()))
  return element(
    "div",
    { class: "form" },
    paragraph(say("import.packet.lead")),
    fault ? element("p", { class: "fault", id: "packet-fault" }, fault) : null,
    actions(picker("packet", say("import.packet.file"), take, { accept: ".ikrar", "aria-describedby": fault ? "packet-fault" : null })),
  )
}

// picker is a button that chooses a file.
function picker(id, label, change, attributes = {}) {
  return element("label", { class: "button", for: id }, label, element("input", { type: "file", id, class: "hidden", change, ...attributes }))
}

function camera(ui) {
  const stop = () => {
    closeCamera(document.getElementById("video"))
    ui.show({ scanning: false }, "scan")
  }
  const hint = say("import.scan.hint")
  return element(
    "div",
    { class: "form" },
    element("video", { id: "video", muted: true, playsinline: true, "aria-label": hint }),
    paragraph(ui.denied ? say("import.scan.denied") : hint),
    actions(button(say("import.scan.stop"), stop, { id: "scan-stop" })),
  )
}

const isKey = (text) => text.includes("PRIVATE KEY-----")

// scan shows the camera until it reads a key, which then stands in the field.
function scan(ui) {
  ui.show({ scanning: true, denied: false }, "scan-stop", async () => {
    const video = document.getElementById("video")
    const texts = await openCamera(video, isKey).catch(() => "denied")
    if (texts === "denied") return ui.show({ denied: true }, "scan-stop")
    if (texts === null) return
    closeCamera(video)
    ui.show({ scanning: false }, "passphrase", () => (document.getElementById("text").value = texts.find(isKey) ?? texts[0]))
  })
}
