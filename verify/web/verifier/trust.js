// The trust list and the policy in it, PROOF.md section 3.

import { bytesOf, hex, number, refuse, textOf, unbase64, unhex } from "../signer/bytes.js"
import { checkKey, kid } from "../signer/ed25519.js"
import { COSIGNATURE, ED25519, openNote, parseKey } from "./note.js"
import { isLine, isOrigin } from "../signer/statement.js"

const MAX_TRUST = 262144 // bytes
const MAX_LISTED = 1000 // registrars, ledger keys, texts
const MAX_WITNESSES = 32 // witnesses, and groups
const MAX_TIME = 2 ** 40 - 1
const NONE = "none" // a quorum of nobody

const isWord = (s) => /^[!"$-~]{1,200}$/.test(s) // printable ASCII without space and #
const word = (s) => (isWord(s) ? s : refuse("not one word"))
const name = (s) => (isLine(s, 1, 200) ? s : refuse("not a line of 1 to 200 bytes"))
export const isURL = (s) => isLine(s, 1, 200) && s.includes("://") && !/[ #]|\/$/.test(s)
const time = (s) => number(s, MAX_TIME) || refuse("time 0")

// openTrust reads a trust list whose note is signed by the root, a vkey, and by nobody else.
export async function openTrust(note, root) {
  const bytes = typeof note === "string" ? bytesOf(note) : note
  if (bytes.length > MAX_TRUST) refuse(`more than ${MAX_TRUST} bytes`)
  const opened = await openNote(bytes, [parseKey(root)])
  if (opened.lines.length !== 1) refuse("signatures other than the root's")
  const trust = parse(opened.text)
  if (trust.root !== root) refuse("it names another root than the one that signed it")
  return trust
}

// rootOf is the root that a trust list names for itself. Whoever opens the list with it has the list from a hand he trusts: from
// then on that root is pinned, and newer lists are opened with it.
export function rootOf(note) {
  const text = typeof note === "string" ? note : textOf(note)
  return (/^root (.*)$/m.exec(text.slice(0, MAX_TRUST)) ?? refuse("it names no root"))[1]
}

// The lines, in this order: keyword, least and most, and what a line's rest gives.
const LINES = [
  ["institution", 1, 1, name],
  ["origin", 1, 1, (s) => (isOrigin(s) ? s : refuse("not an origin"))],
  ["url", 1, 1, (s) => (isURL(s) ? s : refuse("not an address"))],
  ["timezone", 1, 1, (s) => (["WIB", "WITA", "WIT"].includes(s) ? s : refuse("no time zone"))],
  ["serial", 1, 1, (s) => number(s) || refuse("serial 0")],
  ["issued", 1, 1, time],
  ["next-update", 1, 1, time],
  ["root", 1, 1, (s) => parseKey(s)],
  ["next-root", 0, 1, (s) => parseKey(s)],
  ["registrar", 0, MAX_LISTED, registrar],
  ["ledger", 0, MAX_LISTED, ledger],
  ["text", 0, MAX_LISTED, text],
  ["log", 0, MAX_LISTED, log],
  ["witness", 0, MAX_WITNESSES, witness],
  ["group", 0, MAX_WITNESSES, group],
  ["quorum", 1, 1, word],
]

function parse(text) {
  const lines = text.split("\n")
  if (lines.shift() !== "ikrar/trust/v1" || lines.pop() !== "") refuse("not a trust list of version 1")
  const all = {}
  for (const [keyword, least, most, grammar] of LINES) {
    const found = all[keyword] = []
    while (lines.length > 0 && lines[0].startsWith(keyword + " ")) found.push(grammar(lines.shift().slice(keyword.length + 1)))
    if (found.length < least || found.length > most) refuse(`${found.length} lines ${keyword}`)
  }
  if (lines.length > 0) refuse(`an unknown line, or in another order: ${lines[0].slice(0, 80)}`)
  const one = (keyword) => all[keyword][0]
  const trust = {
    institution: one("institution"), origin: one("origin"), url: one("url"), timezone: one("timezone"), serial: one("serial"),
    issued: one("issued"), nextUpdate: one("next-update"), root: one("root").text, nextRoot: one("next-root")?.text ?? null,
    registrars: all.registrar, ledgers: all.ledger, texts: all.text,
    policy: { logs: all.log, witnesses: all.witness, groups: all.group, quorum: one("quorum") },
  }
  if (trust.nextUpdate <= trust.issued) refuse("the next update is not after the issue")
  checkKeys(trust, [...all.root, ...all["next-root"]])
  once(trust.texts.map((t) => t.digest), "text")
  once(trust.texts.map((t) => t.id), "text")
  checkNames(trust.policy)
  return trust
}

function once(values, what) {
  if (new Set(values).size !== values.length) refuse(`two ${what}s are one`)
}

// range reads "0 -" or "12 977": first and last entry, inclusive, Infinity where there is no end.
function range(first, last) {
  const r = { first: number(first), last: last === "-" ? Infinity : number(last) }
  return r.last < r.first ? refuse("a range that ends before it begins") : r
}

// cut splits off n words; the rest is one line, spaces and all.
function cut(s, n) {
  const words = s.split(" ")
  if (words.length <= n) refuse("words are missing")
  return [...words.slice(0, n), words.slice(n).join(" ")]
}

function registrar(s) {
  const [first, last, encoded, rest] = cut(s, 3)
  const key = unbase64(encoded)
  if (key.length !== 32) refuse("a registrar's key is not of 32 bytes")
  checkKey(key)
  return { ...range(first, last), key, kid: kid(key), name: name(rest) }
}

function ledger(s) {
  const [first, last, state, rest] = cut(s, 3)
  if (state !== "stolen") {
    if (state !== "active" && state !== "retired") refuse("a ledger key of unknown state")
    return { ...range(first, last), state, stolen: 0, key: parseKey(rest) }
  }
  const [theft, key] = cut(rest, 1)
  return { ...range(first, last), state, stolen: time(theft), key: parseKey(key) }
}

function text(s) {
  const [digest, id, language, title] = cut(s, 3)
  if (unhex(digest).length !== 32) refuse("a digest of another length")
  return { digest, id: word(id), language: word(language), title: name(title) }
}

const address = (words) => (words.length > 1 ? refuse("words too many") : words.map(word)[0] ?? "")

function log(s) {
  const [key, ...url] = s.split(" ")
  return { key: parseKey(key), url: address(url) }
}

function witness(s) {
  const [id, key, ...url] = s.split(" ")
  return { name: word(id), key: parseKey(key ?? ""), url: address(url) }
}

function group(s) {
  const [id, need, ...members] = s.split(" ")
  if (!(number(need ?? "") >= 1 && Number(need) <= members.length)) refuse("a group's number is not one of its members'")
  return { name: word(id), need: Number(need), members }
}

function checkKeys(trust, roots) {
  for (const root of roots) {
    if (root.name !== trust.origin + "/root" || root.type !== ED25519) refuse("a root key of another name or type")
  }
  once(trust.registrars.map((r) => r.kid), "registrar")
  const { logs, witnesses } = trust.policy
  if (logs.some((l) => l.key.type !== ED25519) || witnesses.some((w) => w.key.type !== COSIGNATURE)) refuse("a key of another type")
  once([...logs, ...witnesses].map((l) => hex(l.key.key)), "key")
  if (trust.ledgers.length !== logs.length) refuse("ledger keys and log lines differ in number")
  trust.ledgers.forEach((l, i) => {
    if (l.key.text !== logs[i].key.text || l.key.name !== trust.origin) refuse("ledger lines and log lines name different keys, or another origin")
    if (i > 0 && l.first <= trust.ledgers[i - 1].last) refuse("ranges of ledger keys overlap or stand out of order")
  })
}

// checkNames refuses names defined twice, groups of what is not defined before them or is in a group already, and a quorum of nothing.
function checkNames({ witnesses, groups, quorum }) {
  const free = new Set(witnesses.map((w) => w.name))
  const names = [NONE, ...witnesses.map((w) => w.name), ...groups.map((g) => g.name)]
  once(names, "policy name")
  for (const g of groups) {
    for (const m of g.members) if (!free.delete(m)) refuse("a member that is not defined before, or in a group already")
    free.add(g.name)
  }
  if (!names.includes(quorum)) refuse("a quorum that is not defined")
}

// met says whether the witnesses of the given names make the quorum.
export function met({ groups, quorum }, cosigned) {
  const holds = (id) => {
    const g = groups.find((g) => g.name === id)
    return g ? g.members.filter(holds).length >= g.need : id === NONE || cosigned.includes(id)
  }
  return holds(quorum)
}

// needed is the least number of witnesses that can make the quorum.
export function needed({ groups, quorum }) {
  const cost = (id) => {
    const g = groups.find((g) => g.name === id)
    if (!g) return id === NONE ? 0 : 1
    return g.members.map(cost).sort((a, b) => a - b).slice(0, g.need).reduce((n, c) => n + c, 0)
  }
  return cost(quorum)
}
