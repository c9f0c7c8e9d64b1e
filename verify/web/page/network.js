// Questions to the institution's server, below the page's own address and nowhere else. No referrer goes with them, nor a
// cookie, of which there are none.

const patience = 8000 // ms, after which a server that is silent counts as not there

// Unanswered says why a question has no answer: kind is
//
//   offline      nobody answered
//   many         this network has asked too often (429)
//   unpublished  it is recorded, and not yet published (503)
//   busy         the service cannot answer now (503)
//   gone         it is recorded, and its data were erased (410)
//   revoked      it was revoked (410)
//   unissued     it is recorded, and has no certificate yet (404)
//   broken       whatever else answered in its place, with its status
//
// wait is in how many seconds to ask again, 0 where nobody said.
export class Unanswered extends Error {
  constructor(path, kind, { wait = 0, status = 0, cause } = {}) {
    super(`${path}: ${kind} ${status}`, { cause })
    Object.assign(this, { kind, wait, status })
  }
}

// get returns the bytes of an answer, or null where the ledger says that it holds nothing under the path. A proxy's or a
// stranger's 404 says nothing of what the ledger holds.
export async function get(path) {
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
