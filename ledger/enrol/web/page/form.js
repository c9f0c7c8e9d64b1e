// The parts of forms: a label above each field, what helps below the label, and what is wrong between help and field, where
// it is heard together with the field.

import { drawing, element, signed } from "../page/element.js"
import { say } from "../page/say.js"

// own shows what somebody signed, as it was signed: no translator may touch it.
export function own(text, attributes = {}) {
  const made = signed(text)
  for (const [name, value] of Object.entries({ translate: "no", ...attributes })) made.setAttribute(name, value)
  return made
}

// paragraph is a sentence, or several children, on its own.
export function paragraph(...children) {
  return element("p", {}, ...children)
}

export function hint(...children) {
  return element("p", { class: "hint" }, ...children)
}

// button is a large one. The one that goes on is primary.
export function button(label, click, attributes = {}) {
  return element("button", { type: "button", click, ...attributes }, label)
}

export function primary(label, click, attributes = {}) {
  return button(label, click, { class: "primary", ...attributes })
}

// plain looks like a link and stands below the others, for what few people need.
export function plain(label, click, attributes = {}) {
  return button(label, click, { class: "quiet", ...attributes })
}

// actions sets buttons below each other.
export function actions(...buttons) {
  return element("div", { class: "acts" }, ...buttons)
}

// form is submitted by its one primary button, or by Enter.
export function form(submit, ...children) {
  const listener = (event) => {
    event.preventDefault()
    submit(event.target)
  }
  return element("form", { novalidate: true, submit: listener }, ...children)
}

export function submitButton(label) {
  return element("div", { class: "acts" }, element("button", { class: "primary", id: "submit" }, label))
}

// field is an input with its label. help and fault are sentences, or nothing.
export function field(id, label, { help = "", fault = "", tag = "input", ...attributes }, ...children) {
  const described = [help && id + "-help", fault && id + "-fault"].filter(Boolean).join(" ")
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, label),
    help ? element("p", { class: "hint", id: id + "-help" }, help) : null,
    fault ? element("p", { class: "fault", id: id + "-fault" }, fault) : null,
    element(tag, { id, "aria-describedby": described || null, "aria-invalid": fault ? "true" : null, ...attributes }, ...children),
  )
}

// passphrases are fields for one, or for the same twice, with one switch that shows what was typed. Managers of passphrases may
// fill them, and everybody may paste.
export function passphrases(...fields) {
  const inputs = () => fields.map(({ id }) => document.getElementById(id)).filter(Boolean)
  const toggle = ({ target }) => {
    for (const input of inputs()) input.type = target.checked ? "text" : "password"
  }
  return [
    ...fields.map(({ id, label, ...more }) =>
      field(id, label, { type: "password", autocapitalize: "off", autocorrect: "off", spellcheck: "false", ...more }),
    ),
    tick("show", say("passphrase.show"), { change: toggle }),
  ]
}

// tick is a box to tick; the whole line can be touched.
export function tick(id, label, attributes = {}) {
  return element("label", { class: "tick", for: id }, element("input", { type: "checkbox", id, ...attributes }), element("span", {}, label))
}

// rows are facts, a label above or beside each; those without a value are left out.
export function rows(...pairs) {
  return element(
    "dl",
    { class: "rows" },
    ...pairs.filter(([, value]) => value).map(([label, value]) => element("div", {}, element("dt", {}, label), element("dd", {}, value))),
  )
}

export function notice(kind, ...content) {
  return element("div", { class: "notice " + kind }, ...content)
}

const shapes = {
  share: "M12 15V4m0 0L8 8m4-4 4 4M6 12H4.500v8.500h15V12H18",
  download: "M12 4v11m0 0 4-4m-4 4-4-4M4.500 20h15",
  copy: "M9 9V4.500h10.500V15H15M4.500 9H15v10.500H4.500z",
  qr: "M4.500 4.500h6v6h-6zm9 0h6v6h-6zm-9 9h6v6h-6zm9 0h2v2h-2zm4 4h2v2h-2z",
  link: "M10 6H5v13h13v-5M13 5h6v6m0-6-9 9",
}

export function icon(name) {
  return drawing("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, drawing("path", { d: shapes[name] }))
}
