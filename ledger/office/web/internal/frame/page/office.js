// The office's window: it shows what the rooms answer, and holds no data of its own.
import { ask, begin, language, watch } from "./session.js"
import { follow } from "./work.js"

const app = document.getElementById("app")
const live = document.getElementById("live")
const policy = window.trustedTypes?.createPolicy("office", { createHTML: html => html })

// asNodes reads what a room answered: our own templates, which escape what people wrote.
function asNodes(html) {
  const holder = document.createElement("template")
  holder.innerHTML = policy ? policy.createHTML(html) : html
  return holder.content
}

function showTemplate(id) {
  app.replaceChildren(document.getElementById(id).content.cloneNode(true))
  app.querySelector("main").focus()
}

// render puts a page into the window, and the reader at its heading.
function render(html, keep) {
  const nodes = asNodes(html)
  if (keep) {
    const [from, to] = [nodes.getElementById(keep), document.getElementById(keep)]
    if (from && to) {
      to.replaceWith(from)
      live.textContent = from.dataset.live ?? ""
      wake(from)
      return
    }
  }
  app.replaceChildren(nodes)
  live.textContent = "" // what was said of the page before
  const heading = app.querySelector("main h1")
  const fault = app.querySelector("main [role=alert], main [aria-invalid=true]")
  document.title = heading ? heading.textContent + " · " + app.querySelector(".home strong").textContent : document.title
  const at = fault ?? heading ?? app.querySelector("main")
  if (!at.matches("input, select, textarea")) at.tabIndex = -1
  at.focus({ preventScroll: !fault })
  if (!fault) scrollTo(0, 0)
  wake(app)
}

// stay shows a fault above the page that was sent, and keeps what was typed there.
function stay(html) {
  const fault = asNodes(html).querySelector(".fault-card")
  fault.querySelector("button").remove() // the form has its own
  const title = document.createElement("p") // the page has its heading
  title.append(fault.querySelector("h1").textContent)
  fault.querySelector("h1").replaceWith(title)
  fault.id = "stayed"
  document.getElementById("stayed")?.remove()
  app.querySelector("main").prepend(fault)
  fault.tabIndex = -1
  fault.focus()
}

// wake starts what lives in a page: work that is watched, parts that are asked for anew. What may be
// wider than the window can be moved by the keys.
function wake(root) {
  for (const at of root.querySelectorAll(".scroll:not([tabindex])")) {
    at.tabIndex = 0
    at.setAttribute("role", "group")
    at.setAttribute("aria-label", (at.querySelector("caption") ?? document.querySelector("main h1")).textContent)
  }
  for (const at of root.querySelectorAll("[data-work]")) follow(at, () => visit(location.pathname, false))
  for (const at of root.querySelectorAll("[data-every]")) refresh(at)
}

// refresh asks for a part of this page again and again, while it is there.
function refresh(at) {
  setTimeout(async () => {
    if (!at.isConnected) return
    if (!document.hidden) {
      const asking = "awake" in at.dataset ? ask.bind(null, "GET") : watch // awake: looking on is use enough
      const answer = await asking(location.pathname + location.search).catch(() => null)
      if (answer?.ok && at.isConnected) {
        const fresh = asNodes(await answer.text()).getElementById(at.id)
        if (fresh) at.replaceWith(fresh)
        return refresh(fresh ?? at) // a fault, as of the network, passes
      }
    }
    refresh(at)
  }, Number(at.dataset.every) * 1000)
}

let asked = 0 // questions that are not answered
let turn = 0 // of the newest question: an answer to an older one comes too late

// settle shows what a room answers. The window is busy until it does.
async function settle(answering, keep) {
  const mine = ++turn
  asked++
  document.body.setAttribute("aria-busy", "true")
  try {
    const answer = await answering
    const [go, download] = [answer.headers.get("Ikrar-Go"), answer.headers.get("Ikrar-Download")]
    if (download) {
      forgive()
      fetchFile(download)
    }
    else if (mine !== turn) return
    else if (answer.status === 401) showTemplate("lost")
    else if (answer.status === 404) await visit("/", true) // there is no such page
    else if (go) await visit(go, true)
    else if (answer.headers.has("Ikrar-Stay")) stay(await answer.text())
    else render(await answer.text(), keep)
  } catch (error) {
    showTemplate("gone")
    if (!(error instanceof TypeError)) throw error // TypeError: the office does not answer
  } finally {
    if (--asked === 0) document.body.removeAttribute("aria-busy")
  }
}

// forgive takes off what was wrong with a form before: it has given a file now, and the page stays.
function forgive() {
  for (const at of app.querySelectorAll("form p.fault, #stayed")) at.remove()
  for (const at of app.querySelectorAll("form [aria-invalid]")) at.removeAttribute("aria-invalid")
}

function fetchFile(address) {
  const link = document.createElement("a")
  link.href = address
  link.download = ""
  link.click()
}

// visit goes to a page of the office.
export function visit(path, push, keep) {
  if (push) history.pushState(null, "", path)
  return settle(ask("GET", path), keep)
}

addEventListener("popstate", () => visit(location.pathname + location.search, false))

document.addEventListener("click", event => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const at = event.target.closest("a[href], [data-language], [data-back], [data-again], [data-copy], [data-fullscreen]")
  if (!at) return
  if (at.dataset.language) return void language(at.dataset.language).then(() => visit(location.pathname + location.search, false))
  if ("back" in at.dataset || "again" in at.dataset) return void visit(location.pathname + location.search, false)
  if ("fullscreen" in at.dataset) return void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {})
  if (at.dataset.copy) return void navigator.clipboard.writeText(at.dataset.copy).then(() => { live.textContent = at.dataset.copied ?? "" ; at.classList.add("copied") })
  const href = at.getAttribute("href")
  if (!href.startsWith("/") || at.target) return
  event.preventDefault()
  visit(href, true)
})

const sent = new WeakSet() // forms that wait for an answer
let typing // waits until nothing was typed for a moment

document.addEventListener("submit", event => {
  const form = event.target
  event.preventDefault()
  if (sent.has(form)) return // a double click asks once
  clearTimeout(typing) // what was typed goes along: a preview of it would come behind, and hide the answer
  const path = form.getAttribute("action") ?? location.pathname
  const fields = new FormData(form, event.submitter)
  if (form.method === "get") {
    const query = new URLSearchParams([...fields].filter(([, value]) => value !== ""))
    return void visit(query.size ? path + "?" + query : path, true)
  }
  if ([...fields.values()].some(value => value.size > Number(document.body.dataset.most))) return void showTemplate("large")
  sent.add(form)
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true")
  settle(ask("POST", path, fields)).finally(() => {
    sent.delete(form)
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled")
  })
})

// A form with data-live answers while one types, into the part that it names.
document.addEventListener("input", event => {
  const form = event.target.closest("form[data-live]")
  if (!form) return
  clearTimeout(typing)
  typing = setTimeout(() => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""))
    const path = form.getAttribute("action") + (query.size ? "?" + query : "")
    if (form.method === "get") {
      history.replaceState(null, "", path)
      visit(path, false, form.dataset.live)
    } else {
      settle(ask("POST", form.dataset.preview ?? form.getAttribute("action"), new FormData(form)), form.dataset.live)
    }
  }, 200)
})

// A file may be dropped on what holds the field for it. Beside that the browser would leave the
// office and show the file.
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, event => {
    const zone = event.target.closest?.(".drop")
    if (zone || event.dataTransfer?.types.includes("Files")) event.preventDefault()
    if (!zone) return
    zone.classList.toggle("over", kind === "dragover")
    if (kind !== "drop" || !event.dataTransfer.files.length) return
    const field = zone.querySelector("input[type=file]")
    field.files = event.dataTransfer.files
    field.dispatchEvent(new Event("change", { bubbles: true }))
  })
}
document.addEventListener("change", event => {
  if (event.target.matches(".drop input[type=file]")) event.target.form?.requestSubmit()
  if (event.target.matches("[data-all]")) {
    for (const box of event.target.closest("table").querySelectorAll("input[type=checkbox]:not([data-all])")) box.checked = event.target.checked
  }
})

if (await begin()) await visit(location.pathname + location.search, false)
else showTemplate("lost")
