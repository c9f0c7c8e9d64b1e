// What the flow is given of the browser: FLOW.md says what each is for.

import { kept, offer } from "../page/pin.js"
import { mayKeep, openKept } from "./kept.js"

// environment is for a page of that mode.
export function environment(mode, pinned, hash) {
  const served = mode === "served"
  return {
    mode,
    address: served ? new URL(".", location.href).href.replace(/\/$/, "") : pinned.url,
    base: mode === "saved" ? pinned.url.replace(/\/?$/, "/") : "",
    mayKeep: served && mayKeep,
    inApp: inApp(navigator.userAgent),
    pinned: pinned && { trust: pinned.trust, root: pinned.root, campaigns: pinned.campaigns },
    pin: served ? { kept, offer } : null,
    store: openKept,
    locks: navigator.locks,
    fetch: ask,
    now: () => Math.floor(Date.now() / 1000),
    later,
    hash,
  }
}

// ask is fetch. The trust list has been asked for by the head of the page, and that answer serves where the question is the same.
function ask(path, options) {
  return fetch(path, path === "trust" ? { ...options, cache: "default", credentials: "same-origin" } : options)
}

function later(seconds, call) {
  const timer = setTimeout(call, 1000 * seconds)
  return () => clearTimeout(timer)
}

// inApp tells the browsers inside other programs, which save and share no files: Android's and the iPhone's own, and the ones that
// say their name.
export function inApp(agent) {
  if (/; wv\)|\bFB(?:AN|AV|_IAB)\b|Instagram|\bLine\/|MicroMessenger|BytedanceWebview|musical_ly|WhatsApp|Snapchat/.test(agent)) return true
  return /iPhone|iPad|iPod/.test(agent) && !/Safari\//.test(agent)
}
