// Questions to the institution's server, below the page's own address. A published copy of the page on another host asks for
// what it does not have at the institution's own server as well, and nobody asks anywhere else. No referrer goes with a
// question, nor a cookie, of which there are none.

import { place } from "./store.js"

const patience = 8000 // ms, after which a server that is silent counts as not there

// isPublished says whether this page is one of the files that stand on any host. Only their policy lets it ask another.
const isPublished = document.querySelector('meta[name="ikrar-published"]') !== null

let live = "" // on a copy: where the institution's own server is

// follow tells a published page where the institution's own server is: by a trust list that was verified, never by the host
// of the page.
export function follow({ url }) {
  if (!isPublished) return
  const address = /^https?:\/\//.test(url) ? url + "/" : ""
  live = address === new URL(place, location.origin).href ? "" : address
}

// isCopy says whether the page stands elsewhere than the institution's own server.
export const isCopy = () => live !== ""

// signingPage is the address of the page that signs, which is on the institution's own server alone; null where a published
// page cannot know where that is. It is given the trust list, or the promise of one.
export async function signingPage(trust) {
  return isPublished && (await trust) === null ? null : live + "tanda"
}

// Unanswered says why a question has no answer: kind is
//
//   offline      nobody answered
//   many         this network has asked too often (429)
//   unpublished  it is recorded, and not yet published (503)
//   busy         the service cannot answer now (503)
//   gone         it is recorded, and its data were erased (410)
//   revoked      it was revoked (410)
//   unissued     it is recorded, and has no certificate yet (404)
//   apart        a copy of the page does not have it, and the institution's own server is silent
//   broken       whatever else answered in its place, with its status
//
// wait is in how many seconds to ask again, 0 where nobody said.
export class Unanswered extends Error {
  constructor(path, kind, { wait = 0, status = 0, cause } = {}) {
    super(`${path}: ${kind} ${status}`, { cause })
    Object.assign(this, { kind, wait, status })
  }
}

// get returns the bytes of an answer, or null where the ledger says that it holds nothing under the path. What a copy does
// not have it asks of the institution's own server: a code, and what is behind it, of that alone.
export async function get(path) {
  if (!isCopy()) return ask(path)
  if (/^v1\/proofs\/|\.pdf$/.test(path)) return ask(live + path)
  let why = null
  try {
    const answer = await ask(path)
    if (answer !== null) return answer
  } catch (error) {
    why = error
  }
  try {
    return await getLive(path)
  } catch (error) {
    const alone = error.kind === "offline" && why?.kind !== "offline"
    throw alone ? new Unanswered(path, "apart", { cause: error }) : error
  }
}

// getLive is get at the institution's own server, for what a copy has as it was some time ago.
export const getLive = (path) => ask(live + path)

// ask asks at one address. A 404 of a proxy, a stranger or a host of files says nothing of what the ledger holds.
async function ask(path) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const answer = await fetch(path, { referrerPolicy: "no-referrer", redirect: "error", signal: stop.signal })
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer())
    const code = await codeOf(answer)
    if (answer.status === 404 && code === "not-found") return null
    throw new Unanswered(path, kindOf(answer.status, code), { status: answer.status, wait: waitOf(answer) })
  } catch (error) {
    throw error instanceof Unanswered ? error : new Unanswered(path, "offline", { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

// codeOf reads the code of a refusal: {"error":"code"}.
async function codeOf(answer) {
  try {
    return (await answer.json()).error
  } catch {
    return "" // another server's
  }
}

function kindOf(status, code) {
  if (status === 410 && (code === "gone" || code === "revoked")) return code
  if (status === 404 && code === "not-issued") return "unissued"
  if (status === 429) return "many"
  if (status === 503) return code === "unpublished" ? "unpublished" : "busy"
  return "broken"
}

// waitOf reads Retry-After (RFC 9110 section 10.2.3), seconds or a date.
function waitOf({ headers }) {
  const said = headers.get("Retry-After") ?? ""
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000
  return seconds > 0 ? Math.ceil(seconds) : 0
}

// getText is get for UTF-8.
export async function getText(path) {
  const bytes = await get(path)
  return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
}
