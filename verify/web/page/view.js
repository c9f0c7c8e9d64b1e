// Draws an answer. It is a function of the state that main.js keeps: nothing is remembered here, so that a change of
// language, or a word of the ledger that comes later, draws the same answer anew.

import { element, signed, visible } from "./element.js"
import { kindOf, mark, verdictIcon } from "./icons.js"
import { date, language, moment, say } from "./say.js"
import { known, proved, reason, sentence, stale, word } from "./answer.js"
import { rosetteDrawing } from "./seal.js"

// answerView returns the nodes that show a state: none while nothing was asked.
export function answerView(state, actions) {
  if (state.phase === "idle") return []
  if (state.phase === "checking") return [verdict("checking", say("page.checking"), [say("page.checking.sentence")])]
  if (state.phase === "unread") return [verdict("unread", say(state.unread.word), [say(state.unread.key, state.unread.args)])]
  return [
    answerHead(state, actions),
    facts(state),
    ...notices(state, actions),
    ...(state.result.pledge ? proofParts(state) : [disclosure(state)]),
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", click: actions.another }, say("page.another")),
      element("button", { type: "button", click: actions.print }, say("page.print")),
    ),
  ]
}

// spoken is the answer in one sentence, for those who hear the page.
export function spoken(state) {
  switch (state.phase) {
    case "checking":
      return say("page.checking")
    case "unread":
      return say(state.unread.word) + ": " + say(state.unread.key, state.unread.args)
    case "answer":
      return headline(state) + ": " + sentence(state)
  }
  return ""
}

// headline names the verdict, and of whom.
export function headline({ result }) {
  const name = result.person.name
  return name ? say("page.result.name", { verdict: word(result.verdict), name: visible(name) }) : word(result.verdict)
}

// whose says of a proved pledge at once who made it, where and when.
function whose({ result, trust }) {
  if (!proved(result)) return null
  const { name, unit } = result.person
  const where = [...(unit ? [unit] : []), trust.institution].flatMap((one) => [signed(one), " · "])
  return element("span", { class: "whose" }, element("strong", {}, signed(name)), ...where, element("span", { class: "day" }, date(result.time)))
}

function verdict(kind, title, sentences, ...more) {
  return element(
    "section",
    { class: "verdict " + kind, "aria-labelledby": "verdict" },
    verdictIcon(kind),
    element("h1", { id: "verdict", tabindex: "-1" }, title),
    element("div", { class: "sentences" }, ...sentences.filter(Boolean).map((text) => element("p", {}, text)), ...more),
  )
}

function answerHead(state, actions) {
  const { result, revocation } = state
  const more = []
  if (result.status === "revoked" && result.verdict === "revoked" && !revocation && state.network !== "saved") {
    more.push(
      state.whyFailed ? element("p", { class: "more" }, say("page.why.none")) : null,
      element("button", { type: "button", id: "why", click: actions.why, "aria-describedby": "why-hint" }, say("page.why")),
      element("p", { class: "more", id: "why-hint" }, say("page.why.hint")),
    )
  }
  return verdict(result.verdict, word(result.verdict), [whose(state), sentence(state)], ...more)
}

// facts are the answers that stand beside the verdict.
function facts(state) {
  const { result } = state
  const rows = [[say("integrity"), say("integrity." + result.integrity), { intact: "yes", broken: "no" }[result.integrity]]]
  if (result.pledge) rows.push(
    [say("trust"), say("trust." + result.trust), { trusted: "yes", unknown: "no" }[result.trust]],
    [say("status"), ...statusFact(state)],
  )
  if (state.isFile) rows.push([say("file"), ...fileFact(state)])
  return element("dl", { class: rows.length === 4 ? "facts four" : "facts" }, ...rows.map(([label, value, kind, hint]) => fact(label, value, kind ?? "open", hint)))
}

function fact(label, value, kind, hint) {
  return element(
    "div",
    { class: kind },
    mark(kind),
    element("dt", {}, label),
    element("dd", {}, value, hint ? element("span", { class: "hint" }, hint) : null),
  )
}

function statusFact({ result, network }) {
  const state = result.status
  if (state === "unchecked") return [network === "asking" ? say("page.asking") : say("status.unchecked"), "open"]
  const { asOf } = result.revocation
  return [say("status." + state), { good: "yes", revoked: "no" }[state], asOf ? say("status.asof", { moment: moment(asOf) }) : ""]
}

function fileFact({ result, network }) {
  if (result.file === "unchecked" && network === "asking") return [say("page.asking"), "open"]
  return [say("file." + result.file), { issued: "yes", different: "no" }[result.file]]
}

// notices say what a reader must know beside a verdict, most of all what could not be checked.
function notices(state, actions) {
  const { result, trust, now, network } = state
  const made = []
  const add = (title, ...content) => made.push(notice(title, ...content))
  if (result.trust === "stale") add(say("page.trust.stale.title"), stale(trust, now))
  const open = result.verdict === "valid" && result.status === "unchecked"
  const expired = result.steps[6].code === "status-stale"
  if (expired || state.statusRefused) add(say("status.unchecked"), say(expired ? "page.status.expired" : "page.status.refused"))
  else if (open && network === "offline") add(say("page.offline"), say("page.offline.sentence"), again(actions))
  else if (open && network === "saved") add(say("page.offline"), say("page.saved.sentence"))
  else if (open && network === "asked") add(say("status.unchecked"), say("page.unchecked.sentence"), again(actions))
  if (state.accused) {
    add(say("page.accused.title"), say("page.accused"))
    made.at(-1).classList.add("grave")
  }
  return made
}

function again(actions) {
  return element("button", { type: "button", click: actions.again }, say("page.again"))
}

// notice is a remark with a title; content is sentences and elements.
export function notice(title, ...content) {
  return element(
    "section",
    { class: "notice" },
    element("h2", {}, title),
    ...content.map((one) => (typeof one === "string" ? element("p", {}, one) : one)),
  )
}

function proofParts(state) {
  const held = proved(state.result)
  return [...(held ? [compare(state)] : []), details(state), commitment(state), disclosure(state), ...(held ? [limits()] : [])]
}

// compare sets out what a reader holds against the paper.
function compare(state) {
  const { person, code, pledge } = state.result
  return element(
    "section",
    { class: "part compare", "aria-labelledby": "compare" },
    element("h2", { id: "compare" }, say("page.compare")),
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
          state.number ? row(say("field.number"), signed(state.number)) : null,
        ),
        element("p", {}, say(state.number ? "page.compare.number" : "compare") + " " + say("page.compare.self")),
      ),
      element("figure", {}, rosetteDrawing(pledge.digest), element("figcaption", {}, say("page.compare.rosette"))),
    ),
  )
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
      line("campaign", pledge.campaign),
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

// commitment shows the full text that was signed, once its digest is known to be the signed one.
function commitment({ result, text }) {
  const digest = result.pledge.text_digest
  const made = element(
    "section",
    { class: "part", "aria-labelledby": "commitment" },
    element("h2", { id: "commitment" }, say("page.commitment")),
  )
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
  }
  return made
}

// disclosure holds the three signers and the numbered steps, for those who want them.
function disclosure({ result, trust }) {
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
