// Work that lasts, as it moves.
import { ask } from "./session.js"

// follow draws the progress of work until it has ended.
export async function follow(at, ended) {
  const gone = new AbortController()
  const bar = at.querySelector("progress")
  let rest = ""
  try {
    const answer = await ask("GET", "/kerja/" + at.dataset.work + "/events", undefined, { signal: gone.signal })
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (!at.isConnected) return gone.abort()
      if (done) break
      const lines = (rest + value).split("\n\n")
      rest = lines.pop()
      for (const line of lines) {
        const event = JSON.parse(line.slice("data: ".length))
        if (event.total) {
          bar.max = event.total
          bar.value = event.done
        }
        at.querySelector(".said").textContent = event.total ? event.said : ""
        at.querySelector(".at").textContent = event.at
      }
    }
  } catch {
    // the office was closed, or the connection cut: what is shown next says so
  }
  if (at.isConnected) ended()
}
