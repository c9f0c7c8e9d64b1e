// Draws an answer. It is a function of the state that main.js keeps: nothing is remembered here, so that a change of
// language, or a word of the ledger that comes later, draws the same answer anew.

import { element, signed, visible } from "./element.js"
import { mark, verdictIcon } from "./icons.js"
import { date, moment, say } from "./say.js"
import { advice, cause, proved, sentence, stale, word } from "./answer.js"
import { disclosure, proofParts } from "./parts.js"

// answerView returns the nodes that show a state: none while nothing was asked.
export function answerView(state, actions) {
  if (state.phase === "idle") return []
  if (state.phase === "checking") return [verdict("checking", say("page.checking"), [say("page.checking.sentence")])]
  if (state.phase === "unread") return [unread(state.unread, actions)]
  return [
    answerHead(state, actions),
    facts(state),
    ...notices(state, actions),
    ...(state.result.pledge ? proofParts(state, actions) : [disclosure(state)]),
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
      return say(state.unread.word) + ": " + unreadSentences(state.unread).join(" ")
    case "answer":
      return [headline(state) + ": " + sentence(state), ...unchecked(state)].join(" ")
  }
  return ""
}

// unread says why there is no answer, and offers to ask again where that may help.
function unread({ word, again: repeat, why, ...said }, actions) {
  const more = repeat || why ? [again(actions)] : []
  return verdict("unread", say(word), unreadSentences({ why, ...said }), ...more)
}

function unreadSentences({ key, args, why }) {
  return [say(key, args), ...(why ? [cause(why)] : [])]
}

// headline names the verdict, and of whom.
export function headline({ result }) {
  const name = result.person.name
  return name ? say("page.result.name", { verdict: word(result), name: visible(name) }) : word(result)
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
  const more = unchecked(state).map((text) => element("p", { class: "unchecked" }, mark("open"), element("span", {}, text)))
  if (result.status === "revoked" && result.verdict === "revoked" && !revocation && state.network !== "saved") {
    more.push(
      state.whyFailed ? element("p", { class: "more" }, because("page.why.none", state.whyFailed)) : null,
      element("button", { type: "button", id: "why", click: actions.why, "aria-describedby": "why-hint" }, say("page.why")),
      element("p", { class: "more", id: "why-hint" }, say("page.why.hint")),
    )
  }
  return verdict(result.verdict, word(result), [whose(state), sentence(state), advice(state)], ...more)
}

// unchecked says beside a green word what was not looked at: it is part of the answer.
function unchecked({ result, network, isFile }) {
  if (result.verdict !== "valid") return []
  if (network === "asking") return [say("page.asking")]
  const file = isFile && result.file === "unchecked" ? [say("file.unchecked") + "."] : []
  return [...(result.status === "unchecked" ? [say("page.unchecked.status")] : []), ...file]
}

// because is a sentence, and why: an Unanswered, where that is what it was.
function because(key, why) {
  return why?.kind ? say(key) + " " + cause(why) : say(key)
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
  const { result, trust, now, network, unanswered } = state
  const made = []
  const add = (title, ...content) => made.push(notice(title, ...content))
  if (result.trust === "stale") add(say("page.trust.stale.title"), stale(trust, now))
  const open = result.verdict === "valid" && result.status === "unchecked"
  const expired = result.steps[6].code === "status-stale"
  if (expired || state.statusRefused) add(say("status.unchecked"), say(expired ? "page.status.expired" : "page.status.refused"))
  else if (open && network === "offline") add(say("page.offline"), say("page.offline.sentence"), again(actions))
  else if (open && network === "saved") add(say("page.offline"), say("page.saved.sentence"))
  else if (open && network === "asked") add(say("status.unchecked"), because("page.unchecked.sentence", unanswered.status), again(actions))
  else if (unanswered?.file) add(say("file.unchecked"), because("page.unchecked.file", unanswered.file), again(actions))
  else if (unanswered?.inclusion) add(say("page.unchecked.tree.title"), because("page.unchecked.tree", unanswered.inclusion), again(actions))
  if (state.numberRevocation) {
    add(say("page.number.revoked.title"), numberRevoked(state))
    made.at(-1).classList.add("grave")
  }
  if (state.fileRemark) add(say("file." + result.file), say("difference." + state.fileRemark))
  if (state.fileDifferences?.length > 0) add(say("file." + result.file), ...state.fileDifferences.map(difference))
  if (state.accused) {
    add(say("page.accused.title"), say("page.accused"))
    made.at(-1).classList.add("grave")
  }
  return made
}

// difference says one thing in which a file differs from the issued one.
function difference({ what, here, issued }) {
  const version = (text) => (text === "" ? say("difference.none") : visible(text))
  return say("difference." + what, { here: version(here), issued: version(issued) })
}

function numberRevoked({ number, numberRevocation: { time, reason } }) {
  return say("page.number.revoked", { number: visible(number), date: date(time), reason: visible(reason) })
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
