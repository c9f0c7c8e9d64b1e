// The session: a token that lives in this window, beside a cookie that no script sees.
const key = "ikrar.office"
const channel = new BroadcastChannel(key)

let token = sessionStorage.getItem(key) ?? ""

// Another window of this office that the officer opens asks those that are open.
channel.onmessage = event => {
  if (event.data === "token?" && token) channel.postMessage({ token })
}

// begin has a token: from the code that opened the office, from before, or from another window.
export async function begin() {
  const code = location.hash.slice(1)
  if (code) {
    history.replaceState(null, "", location.pathname)
    const answer = await fetch("/session", { method: "POST", body: JSON.stringify({ Code: code }) }).catch(() => null)
    if (answer?.ok) keep((await answer.json()).token)
  }
  if (!token) keep(await fromOthers())
  return token !== ""
}

function keep(found) {
  token = found
  sessionStorage.setItem(key, token)
}

function fromOthers() {
  return new Promise(resolve => {
    const late = setTimeout(() => resolve(""), 500)
    channel.addEventListener("message", event => {
      if (!event.data?.token) return
      clearTimeout(late)
      resolve(event.data.token)
    })
    channel.postMessage("token?")
  })
}

// ask asks a room. The path is that of its page.
export function ask(method, path, body, more) {
  return fetch("/x" + path, { method, body, headers: { "Ikrar-Token": token }, ...more })
}

// watch asks as ask does, by no hand of the officer: a window that is left open keeps no office open.
export function watch(path) {
  return ask("GET", path, undefined, { headers: { "Ikrar-Token": token, "Ikrar-Watching": "1" } })
}

export function language(lang) {
  return fetch("/session/language?lang=" + lang, { method: "POST", headers: { "Ikrar-Token": token } })
}
