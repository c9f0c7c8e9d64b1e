// The page: takes what a person has, has it checked on this device, draws the answer, and then asks the ledger for what
// only a ledger can say. On arrival with a proof in the address it begins at once.

import { answerView, headline, notice, spoken } from "./view.js"
import { closeCamera, hasCamera, openCamera } from "./camera.js"
import { askNumber, askPDF, askText, askWhy, completed, proofOf } from "./ledger.js"
import { inFile, ours } from "./file.js"
import { inFragment, inText, isMeant, unable, Unfound } from "./find.js"
import { kept, offer } from "./pin.js"
import { place, recall, remember } from "./store.js"
import { date, language, say, setLanguage, setZone, whenHere } from "./say.js"
import { engine } from "../verifier/engine.js"
import { isOurs } from "../verifier/finder.js"
import { follow, getText, isCopy, signingPage, Unanswered } from "./network.js"
import { visible, write } from "./element.js"

const at = (id) => document.getElementById(id)

// saved is what a page that was saved to a file brings with it: { trust, root, texts }. The served page has none.
const saved = at("saved") && JSON.parse(at("saved").textContent)

const mostTexts = 8 // that are kept: an institution has one or two

const now = () => Math.floor(Date.now() / 1000)

// state is all that is drawn. Each check has a state of its own; what an older one still waits for changes nothing.
let state = { phase: "idle" }
let trust = null // the list at hand
let warning = null // why a list that was offered was refused
let unlisted = null // why none was offered
let last = null // the check to do again

// examine checks what look finds. Where a person began it, the answer gets the focus.
async function examine(look, begun = true) {
  last = look
  const mine = (state = { phase: "checking" })
  at("text-fault").hidden = true
  draw()
  try {
    await answer(mine, await look())
  } catch (error) {
    if (!(error instanceof Unfound)) throw error
    const page = error.key === "unread.invitation" && !saved ? await signingPage(trust ?? trusted) : null
    if (page !== null) return lead(page + "#" + error.args.code, begun)
    change(mine, { phase: "unread", unread: error })
  }
  if (begun && state === mine) {
    at("verdict").focus({ preventScroll: true })
    at("answer").scrollIntoView({ block: "start" })
  }
}

// lead leads whoever has a slip's code to the page that it is for. The code stays behind the #, where no browser sends it.
function lead(address, begun) {
  if (begun) location.assign(address)
  else location.replace(address)
}

// answer gives the answer that this device can give alone, and then completes it.
async function answer(mine, found) {
  const verifier = await engine()
  if (verifier === null) throw noEngine()
  trust ??= await (trusted ??= firstTrust())
  if (trust === null) {
    trusted = null // to be asked for again the next time
    throw Object.assign(unable("page.trust.none"), { why: unlisted })
  }
  const proof = found.code ? await proofOf(found.code, saved) : found.proof
  const result = await verifier.check(proof, trust, null, now(), found.pdf ? "unchecked" : null)
  if (found.code && result.code !== found.code) throw new Unfound("unread.code-other")
  const read = result.pledge !== null
  change(mine, { phase: "answer", proof, result, trust, now: now(), isFile: Boolean(found.pdf), text: { state: read ? "asking" : "absent" }, network: saved ? "saved" : read ? "asking" : "asked" })
  if (!read) return
  askText(result, saved).then((text) => change(mine, { text }))
  if (!saved) completed({ verifier, proof, found, trust, result, now }).then((more) => change(mine, more))
}

// noEngine is for a browser that lacks Ed25519. The served page brings a verifier of its own, which a saved one lacks.
const noEngine = () => unable(saved ? "page.engine.saved" : "page.engine.none")

// change draws a state anew, unless another check has begun meanwhile.
function change(mine, more) {
  if (state !== mine) return
  Object.assign(mine, more)
  draw()
}

const actions = {
  another() {
    state = { phase: "idle" }
    if (location.hash) history.replaceState(null, "", location.pathname)
    draw()
    at("text").value = ""
    at("ask-title").focus()
    scrollTo(0, 0)
  },
  again: () => examine(last),
  print: () => print(),
  async why() {
    const mine = state
    change(mine, await askWhy(mine))
    at("verdict").focus()
  },
  async number() {
    const mine = state
    const { why, ...more } = await askNumber(mine)
    change(mine, { ...more, unanswered: { ...mine.unanswered, number: why } })
    at("compare").focus()
  },
  async original() {
    const mine = state
    if (mine.pdf?.asking) return
    change(mine, { pdf: { asking: true } })
    change(mine, { pdf: await askPDF(mine.result) })
    if (state === mine && mine.pdf.url) at("pdf").click()
  },
}

function draw() {
  const open = [...document.querySelectorAll("#answer details[open]")].map(({ id }) => id)
  const focused = document.activeElement?.id
  at("answer").replaceChildren(...answerView(state, actions))
  at("warnings").replaceChildren(...(warning ? [warningNotice()] : []))
  for (const id of open) if (at(id)) at(id).open = true
  if (focused && document.activeElement?.id !== focused) at(focused)?.focus({ preventScroll: true })
  document.body.classList.toggle("answered", state.phase !== "idle")
  if (!["idle", "checking"].includes(state.phase)) document.documentElement.classList.remove("arriving")
  document.title = (state.phase === "answer" ? headline(state) + " – " : "") + say("page.title")
  at("answer").dataset.settled = String(isSettled(state))
  const heard = spoken(state)
  if (at("live").textContent !== heard) at("live").textContent = heard
}

// isSettled says whether an answer is all that there will be of it.
function isSettled({ phase, network, text }) {
  return phase === "unread" || (phase === "answer" && network !== "asking" && text.state !== "asking")
}

function warningNotice() {
  const made = notice(say(`page.trust.${warning.kind}.title`), say("page.trust." + warning.kind, { offered: warning.offered, serial: trust?.serial }))
  made.classList.add("grave")
  return made
}

// relabel puts the page's own sentences into the reader's language.
function relabel() {
  document.documentElement.lang = language()
  for (const one of document.querySelectorAll("[data-say]")) write(one, say(one.dataset.say))
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", say(one.dataset.label))
  const [label, lang] = language() === "id" ? ["English", "en"] : ["Bahasa Indonesia", "id"]
  write(at("language"), label)
  at("language").lang = lang
  const institution = trust ? visible(trust.institution) : ""
  write(at("owner"), institution)
  write(at("served"), trust ? say(aboutPage(), { host: location.host, institution, url: visible(trust.url) }) : "")
  write(at("listed"), trust ? say("page.about.listed", { serial: trust.serial, date: date(trust.issued), root: trust.root }) : "")
  draw()
}

function aboutPage() {
  if (saved) return "page.about.saved"
  return isCopy() ? "page.about.copy" : "page.about.served"
}

// believe takes a trust list, or the warning that one was refused. An answer that was given by an older list is given anew.
function believe(list, why) {
  const changed = list?.serial !== trust?.serial && trust !== null
  trust = list
  warning = why
  if (trust) {
    setZone(trust.timezone)
    follow(trust)
  }
  relabel()
  if (changed && last && state.phase === "answer") examine(last, false)
}

// firstTrust is the trust list to begin with: the saved page's own, else the one of an earlier visit, else the served one,
// which is asked for in any case.
async function firstTrust() {
  const verifier = await engine()
  if (verifier === null) {
    if (saved && state.phase === "idle") change(state, { phase: "unread", unread: noEngine() }) // before somebody tries
    return null
  }
  if (saved) {
    believe(await verifier.openTrust(saved.trust, saved.root), null)
    return trust
  }
  const current = await kept(verifier)
  if (current !== null) believe(current, null)
  const served = getText("trust").then(
    async (note) => {
      const { trust: list, warning: why } = note === null ? { trust: current, warning: null } : await offer(verifier, note, current)
      unlisted = note === null ? new Unanswered("trust", "absent") : null
      believe(list, why)
      return list
    },
    (why) => {
      unlisted = why
      return current
    },
  )
  return current ?? served
}

function listen() {
  at("language").addEventListener("click", () => {
    const to = language() === "id" ? "en" : "id"
    whenHere(to, () => {
      setLanguage(to)
      remember("language", to)
      relabel()
    })
  })
  at("typed").addEventListener("submit", (event) => {
    event.preventDefault()
    submit(at("text").value)
  })
  at("text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
    event.preventDefault() // several lines may be pasted, and Enter asks
    at("typed").requestSubmit()
  })
  at("file").addEventListener("change", ({ target }) => {
    const [file] = target.files
    if (file) examine(() => inFile(file))
    target.value = "" // the same file may be chosen again
  })
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault() // or the address would lose its proof
    at("main").focus()
  })
  addEventListener("hashchange", arrive)
  addEventListener("online", () => {
    if (state.network === "offline") examine(last, false)
  })
  addEventListener("paste", ({ clipboardData }) => {
    const file = clipboardData?.files[0]
    if (file) examine(() => inFile(file))
  })
  listenToDrops()
  listenToCamera()
}

function submit(text) {
  const fault = at("text-fault")
  fault.hidden = text.trim() !== ""
  fault.textContent = fault.hidden ? "" : say("page.text.empty")
  at("text").setAttribute("aria-invalid", String(!fault.hidden))
  if (fault.hidden) examine(async () => inText(text))
  else at("text").focus()
}

function listenToDrops() {
  const over = (on) => document.body.classList.toggle("dropping", on)
  addEventListener("dragover", (event) => {
    event.preventDefault()
    over(true)
  })
  addEventListener("dragleave", () => over(false))
  addEventListener("drop", (event) => {
    event.preventDefault()
    over(false)
    const [file] = event.dataTransfer.files
    const text = event.dataTransfer.getData("text")
    if (file) examine(() => inFile(file))
    else if (text) examine(async () => inText(text))
  })
}

async function listenToCamera() {
  const close = () => {
    closeCamera(at("video"))
    at("camera").hidden = true
    at("scan").disabled = false
  }
  at("scan").addEventListener("click", async () => {
    at("scan").disabled = true
    at("camera").hidden = false
    at("camera-hint").textContent = say("page.camera.hint")
    at("scan-stop").focus()
    const texts = await openCamera(at("video"), isOurs).catch(() => {
      at("camera-hint").textContent = say("page.camera.denied")
      at("scan").disabled = false
      return null
    })
    if (texts === null) return
    close()
    examine(async () => ours(texts) ?? inText(texts[0]))
  })
  at("scan-stop").addEventListener("click", () => {
    close()
    at("scan").focus()
  })
  at("scan").hidden = !(await hasCamera(saved))
  document.documentElement.classList.remove("scans")
}

// arrive checks the proof in the address, where there is one. Back from one to none leads to the beginning.
function arrive({ oldURL } = {}) {
  const { hash } = location
  if (isMeant(hash)) examine(async () => inFragment(hash), false)
  else if (hash === "" && oldURL && isMeant(new URL(oldURL).hash)) actions.another()
}

// keepPage lets the browser keep the page, and the texts of the trust list, for when there is no network; and the programs
// that an old browser has loaded by now, while no worker was there to keep them. Under Trusted Types the path of a worker needs a policy, and this one lets only that path pass. Where it cannot, nothing is kept.
async function keepPage() {
  const path = place + "sw.js"
  const keep = async (name, url) => {
    const cache = await caches.open(`${place} ${name}`) // as sw.js names it
    if (!(await cache.match(url))) await cache.add(url)
  }
  const policy = globalThis.trustedTypes?.createPolicy("ikrar", { createScriptURL: () => path })
  try {
    await navigator.serviceWorker.register(policy?.createScriptURL(path) ?? path)
    const { texts } = await trusted
    for (const { digest } of texts.slice(0, mostTexts)) await keep("texts", "v1/texts/" + digest)
    for (const { name } of performance.getEntriesByType("resource")) {
      const [, version] = name.match(/\/web\/([0-9a-f]+)\/built\//) ?? []
      if (version) await keep(version, name)
    }
  } catch {
    // plain http, a full disk, a browser that keeps nothing
  }
}

let trusted = null // the promise of the list to begin with

function begin(language) {
  setLanguage(language)
  trusted = firstTrust()
  if (window.top !== window) {
    state = { phase: "unread", unread: unable("page.framed") }
    at("ask").hidden = true
    relabel()
    return
  }
  listen()
  relabel()
  arrive()
  if (!saved) addEventListener("load", keepPage)
}

const first = recall("language") ?? "id"
whenHere(first, () => begin(first))
