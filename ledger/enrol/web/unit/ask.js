// Asks the server what a link shows. The token goes in a header: an address would be logged on its way.

// ask returns what the screen shows: { at: "shown", view }, or { at: "stopped", why, time, message }.
export async function ask(token, lang) {
  let answer
  try {
    answer = await fetch("v1/opd", { headers: { Authorization: "Ikrar-Unit " + token, "Accept-Language": lang }, cache: "no-store", credentials: "omit" })
  } catch {
    return { at: "stopped", why: "unreachable" }
  }
  try {
    const said = await answer.json()
    if (answer.ok && Array.isArray(said.campaigns)) return { at: "shown", view: said }
    if (said.error && said.message) return { at: "stopped", why: reasons[said.error] || "other", time: said.time, message: said.message }
  } catch {
    // a proxy's own page
  }
  return { at: "stopped", why: "unreachable" }
}

const reasons = { "unit-link-unknown": "wrong", "unit-link-ended": "ended", "unit-link-revoked": "revoked" }
