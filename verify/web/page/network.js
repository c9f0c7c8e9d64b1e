// Questions to the institution's server, at the page's own address and nowhere else. No referrer goes with them, nor a
// cookie, of which there are none. Where the server does not answer in time it counts as not there.

const patience = 8000 // ms

// Unreachable says that nobody answered.
export class Unreachable extends Error {}

// get returns the bytes of an answer, or null where there is nothing under the path.
export async function get(path) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const answer = await fetch(path, { referrerPolicy: "no-referrer", redirect: "error", signal: stop.signal })
    if (answer.status === 404) return null
    if (!answer.ok) throw new Unreachable(`${path}: ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  } catch (error) {
    throw error instanceof Unreachable ? error : new Unreachable(path, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

// getText is get for UTF-8.
export async function getText(path) {
  const bytes = await get(path)
  return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
}
