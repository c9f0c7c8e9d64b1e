// Questions to the institution's server. Every answer is asked for anew, so that its Date is of now; no referrer, cookie or
// redirection goes with them.

import { textOf } from "../signer/bytes.js"
import { Stop, tooOld } from "./stop.js"

const patience = 20 // seconds, after which a server that is silent counts as not there

// What the server says while it cannot answer anybody; asked again it may.
const passing = ["busy", "too-many", "stopping", "out-of-service", "clock", "disk-full", "internal", "body"]

// Server asks below one address. Its clock is that of the last answer, however wrong the device's is.
export class Server {
  constructor({ fetch, now, later, base = "", lang = "id" }) {
    Object.assign(this, { fetch, now, later, base, lang, ahead: null })
  }

  // date is the time by the server's clock, or by the device's where no server has answered.
  date() {
    return this.now() - (this.ahead ?? 0)
  }

  // signable is the time that a statement of this device is to bear: its own clock's, unless that runs ahead.
  signable() {
    return this.now() - Math.max(this.ahead ?? 0, 0)
  }

  get(path) {
    return this.ask(path, { method: "GET" })
  }

  head(path) {
    return this.ask(path, { method: "HEAD" })
  }

  post(path, body, headers = {}) {
    return this.ask(path, { method: "POST", body, headers: { "Content-Type": "application/cose", ...headers } })
  }

  // ask returns { status, code, message, time, wait, bytes }: code is "" where the answer is what was asked for. Where nobody
  // answered, or only somebody in between, or the server cannot now, it throws a Stop that may be tried again.
  async ask(path, { headers = {}, ...options }) {
    const answer = await this.reach(path, { ...options, headers: { ...headers, "Accept-Language": this.lang } })
    const { status, bytes } = answer
    const wait = this.waitOf(answer.headers)
    if (status === 200 || status === 204) return { status, code: "", wait, bytes }
    if (options.method === "HEAD") return { status, code: status < 500 ? "refused" : "busy", wait, bytes }
    const said = readJSON(bytes)
    const isOurs = typeof said?.error === "string" // and not of somebody in between
    if (!isOurs) throw new Stop([429, 503].includes(status) ? "busy" : "network", { retry: true, wait })
    if (passing.includes(said.error)) throw new Stop("busy", { retry: true, wait })
    return { status, code: said.error, message: String(said.message ?? ""), time: Number(said.time ?? 0), wait, bytes }
  }

  async reach(path, options) {
    const stop = new AbortController()
    const cancel = this.later(patience, () => stop.abort())
    try {
      const { fetch } = this
      const answer = await fetch(this.base + path, {
        ...options, cache: "no-store", referrerPolicy: "no-referrer", credentials: "omit", redirect: "error", signal: stop.signal,
      })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const date = Date.parse(answer.headers.get("Date") ?? "") / 1000
      if (date > 0) this.ahead = this.now() - date
      return { status: answer.status, headers: answer.headers, bytes }
    } catch (cause) {
      throw Object.assign(new Stop("network", { retry: true }), { cause })
    } finally {
      cancel()
    }
  }

  // waitOf reads Retry-After (RFC 9110 section 10.2.3), seconds or a date.
  waitOf(headers) {
    const said = headers.get("Retry-After") ?? ""
    const seconds = /^\d+$/.test(said) ? Number(said) : Date.parse(said) / 1000 - this.date()
    return seconds > 0 ? Math.ceil(seconds) : 0
  }
}

// readJSON reads an answer's JSON; null where it is none: a portal's page in place of the server's answer, perhaps.
export function readJSON(bytes) {
  try {
    return JSON.parse(textOf(bytes))
  } catch {
    return null
  }
}

// What a server of this version says no with. Of what is not here the page is too old to know the way on.
const spent = ["invitation-unknown", "invitation-used", "invitation-expired", "invitation-old"]
const known = [
  ...spent, "invitation-waiting", "request-withdrawn", "address-other", "date", "signature", "code-taken", "not-enrolled", "not-found",
  "gone", "revoked", "not-issued", "unpublished", "wishes-many", "own-key-only", "credential-revoked",
  "credential-unrecorded", "key-revoked", "key-live", "key-unusable", "pledge-twice", "campaign-early",
  "campaign-closed", "campaign-unknown", "text-unknown", "text-other", "time-ahead", "registrar-unknown",
  "registrar-range", "ledger-range", "erased", "target-unrecorded", "target-revoked", "encoding", "too-large",
  "media-type",
]

// refusal is the Stop of an answer that says no: what the person can do about it, and else the server's own sentence.
export function refusal({ status, code, message, time, wait }) {
  if (spent.includes(code)) return new Stop(code, { time })
  if (status === 405 || code === "not-found") return tooOld()
  return new Stop("refused", { code, message, wait, reload: !known.includes(code), retry: code === "date" })
}
