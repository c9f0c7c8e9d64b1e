// The parts below an answer: what to hold against the paper, what was signed, the text, the signers and the steps.

import { element, signed, visible } from "./element.js"
import { kindOf, mark } from "./icons.js"
import { language, moment, say } from "./say.js"
import { cause, known, proved, reason } from "./answer.js"
import { rosetteDrawing } from "./seal.js"

// proofParts are the parts below an answer to a proof that could be read.
export function proofParts(state, actions) {
  const held = proved(state.result)
  return [...(held ? [compare(state, actions)] : []), details(state), commitment(state), disclosure(state), ...(held ? [limits()] : [])]
}

// compare sets out what a reader holds against the paper.
function compare(state, actions) {
  const { person, code, pledge } = state.result
  return element(
    "section",
    { class: "part compare", "aria-labelledby": "compare" },
    element("h2", { id: "compare", tabindex: "-1" }, say("page.compare")),
    element(
      "div",
      { class: "pair" },
      element(
        "div",
        {},
        element(
          "dl",
          { class: "who" },
          row(say("field.name"), signed(person.name)),
          row(say("field.code"), element("span", { class: "code", id: "code" }, code)),
          numberRow(state),
        ),
        ...askNumber(state, actions),
        element("p", {}, say(state.number ? "page.compare.number" : "compare") + " " + say("page.compare.self")),
        ...original(state, actions),
      ),
      element("figure", {}, rosetteDrawing(pledge.digest), element("figcaption", {}, say("page.compare.rosette"))),
    ),
  )
}

// numberRow is the number that the ledger knows; "" is none.
function numberRow({ number }) {
  if (number === undefined) return null
  return row(say("field.number"), number ? signed(number) : element("span", { class: "hint" }, say("page.number.none")))
}

// askNumber offers to ask for the number, which names the certificate, where a person did not name it already.
function askNumber({ number, network, unanswered }, actions) {
  if (number !== undefined || network !== "asked") return []
  return [
    unanswered?.number ? element("p", {}, cause(unanswered.number)) : null,
    element("button", { type: "button", id: "number", click: actions.number, "aria-describedby": "number-hint" }, say("page.number.ask")),
    element("p", { class: "hint", id: "number-hint" }, say("page.why.hint")),
  ]
}

// original offers the issued file, the best comparison, where the ledger may have it: by a tap, since that names it.
function original({ result, number, network, pdf }, actions) {
  if (network !== "asked" || number === "" || result.file === "issued" || result.status !== "good") return []
  if (pdf?.url) return [element("a", { id: "pdf", class: "button", href: pdf.url, download: result.code + ".pdf" }, say("page.pdf.save"))]
  return [
    pdf?.why ? element("p", { role: "alert" }, cause(pdf.why)) : null,
    element("button", { type: "button", id: "pdf", click: actions.original, "aria-describedby": "pdf-hint" }, say(pdf?.asking ? "page.asking" : "page.pdf")),
    element("p", { class: "hint", id: "pdf-hint" }, say("page.pdf.hint")),
  ]
}

function row(label, ...value) {
  return element("div", {}, element("dt", {}, label), element("dd", {}, ...value))
}

function details(state) {
  const { result, trust } = state
  const { person, pledge } = result
  const line = (field, value) => (value ? row(say("field." + field), signed(String(value))) : null)
  return element(
    "section",
    { class: "part", "aria-labelledby": "details" },
    element("h2", { id: "details" }, say(proved(result) ? "page.details" : "page.details.unproved")),
    element(
      "dl",
      { class: "rows" },
      line("name", person.name),
      line("position", person.position),
      line("rank", person.rank),
      line("unit", person.unit),
      line("nip_last4", person.nip_last4),
      line("text", result.text ? `${result.text.title} (${result.text.id})` : null),
      line("campaign", state.campaign ? `${state.campaign} (${pledge.campaign})` : pledge.campaign),
      line("place", pledge.place),
      line("signed", moment(pledge.time)),
      line("time", moment(result.time)),
      line("index", String(result.index)),
      line("code", result.code),
      line("number", state.number),
      line("institution", known(result) ? trust.institution : null),
    ),
  )
}

// commitment folds up the full text that was signed, shown once its digest is known to be the signed one.
function commitment({ result, text }) {
  const digest = result.pledge.text_digest
  const named = result.text ? say("page.commitment.named", { title: visible(result.text.title) }) : say("page.commitment")
  const made = element("details", { id: "commitment" }, element("summary", {}, named))
  switch (text.state) {
    case "here":
      if (language() !== "id") made.append(element("p", {}, say("page.commitment.signed")))
      made.append(
        element("div", { class: "commitment", lang: result.text?.language ?? null }, text.body.trimEnd().split("\n").flatMap((line) => [signed(line, "span"), "\n"])),
        element("p", { class: "hint" }, say("page.commitment.proved")),
      )
      break
    case "asking":
      made.append(element("p", {}, say("page.asking")))
      break
    default:
      made.append(element("p", {}, say({ other: "page.text.other", unknown: "page.commitment.unknown" }[text.state] ?? "page.commitment.absent", { digest })))
      if (text.why) made.append(element("p", {}, cause(text.why)))
  }
  return made
}

// disclosure holds the three signers and the numbered steps, for those who want them.
export function disclosure({ result, trust }) {
  const made = element("details", { id: "how" }, element("summary", {}, say(result.pledge ? "page.signers" : "page.steps")))
  if (result.pledge) {
    made.append(element("h3", {}, say("page.signers.three")), signers(result, trust))
  }
  if (result.pledge) made.append(element("h3", {}, say("page.steps")))
  made.append(
    element(
      "ol",
      { class: "steps" },
      ...result.steps.map((step) =>
        item(kindOf(step.ok), say("step." + step.n), reason(step)),
      ),
    ),
  )
  return made
}

function signers(result, trust) {
  const unknown = say("trust.unknown")
  const registrar = known(result) ? result.registrar.name : unknown
  const ledger = known(result) || result.steps[4].ok ? trust.origin : unknown
  const list = [
    item(kindOf(result.steps[1].ok), signed(registrar), say("signer.registrar")),
    item(kindOf(result.steps[2].ok), signed(result.person.name), say("signer.employee")),
    item(kindOf(result.steps[4].ok), signed(ledger), say("signer.ledger", { index: result.index })),
  ]
  if (result.quorum.names.length > 0) {
    list.push(item("yes", signed(result.quorum.names.join(", ")), say("signer.witness")))
  }
  return element("ul", { class: "steps signers" }, ...list)
}

// item is one line of steps or signers. Those who hear the page hear the outcome as a word.
function item(kind, title, text) {
  const outcome = { yes: "step.ok", no: "step.failed", open: "step.skipped" }[kind]
  return element(
    "li",
    { class: kind },
    mark(kind),
    element(
      "div",
      {},
      element("strong", {}, title, element("span", { class: "hidden" }, ": " + say(outcome) + ".")),
      text,
    ),
  )
}

function limits() {
  const keys = ["page.limits.kept", "page.limits.bearer", "page.limits.later", "page.limits.page"]
  return element(
    "section",
    { class: "part", "aria-labelledby": "limits" },
    element("h2", { id: "limits" }, say("page.limits")),
    element("ul", { class: "limits" }, ...keys.map((key) => element("li", {}, say(key)))),
    element("p", { class: "hint" }, say("caveat.uncertified")),
  )
}
