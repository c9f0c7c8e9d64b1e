// After the pledge: its proof, its certificate.

import { digest } from "../signer/statement.js"
import { hex, unbase64 } from "../signer/bytes.js"
import { personOf } from "./person.js"
import { certificateOf } from "./pledge.js"
import { isBrought } from "./records.js"
import { lock } from "./session.js"

// showDone shows a pledge that is recorded; proved is { bytes, answer }, null while it is not published.
export async function showDone(s, pledge, proved) {
  const { record, server } = s
  const { code, index, time, campaign } = pledge
  const answer = proved?.answer ?? null
  const person = answer ? personOf({ ...answer.person, last4: answer.person.nip_last4 }) : personOf(record.shown)
  const proof = proved && { bytes: proved.bytes, name: `${code}.tlog-proof`, url: `${server.base}v1/proofs/${code}` }
  const certificate = { state: "asking", url: `${server.base}v1/certificates/${code}.pdf`, name: `${code}.pdf`, retry: 0 }
  const key = record.file && s.records.keeps ? "kept" : record.file || isBrought(record) ? "handed" : "once"
  s.campaign = null
  if (answer) lock(s)
  const shown = {
    at: "done", person, campaign, code, index, time, digest: hex(digest(unbase64(pledge.raw))), answer, proof, certificate, key,
    handover: key === "kept" && record.handed === null,
  }
  s.show(shown)
  if (answer === null) return s.lookLater(5)
  s.aside(askCertificate(s, shown))
}

// askCertificate asks whether the certificate is there, while the state is shown, and again after a while.
export async function askCertificate(s, { code }) {
  const add = s.adder()
  const certificate = await certificateOf(s.server, code)
  add({ certificate })
  if (certificate.state === "later") s.lookLater(Math.min(Math.max(certificate.retry, 5), 600))
}
