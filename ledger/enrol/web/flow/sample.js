// Every state of FLOW.md by name, with invented people: for tests and pictures of the page, which draws it as it draws the flow.

const person = { name: "Siti Rahmawati, S.Sos.", unit: "Biro Organisasi", position: "Analis Kebijakan Ahli Pertama",
  rank: "Penata Muda, III/a", last4: "1001" }
const trust = {
  institution: "Pemerintah Provinsi Contoh", origin: "ikrar.contoh.example/buku", url: "https://ikrar.contoh.example",
  root: "ikrar.contoh.example/buku/root+00000000+AAAA", timezone: "WIB", warning: null,
}
const midnight = 1777568400 // the end of April in the institution's zone, exclusive
const campaign = { id: "deklarasi-2026", title: "Deklarasi ASN BerAKHLAK", place: "Pontianak", opens: 1774915200, closes: midnight, language: "id" }
const next = { id: "netralitas-2026", title: "Ikrar Netralitas Aparatur Sipil Negara", place: "", opens: 1774915200, closes: 1790000000, language: "id" }
const text = "Pernyataan\nSaya berkomitmen memegang teguh nilai-nilai dasar ASN BerAKHLAK:\n1. Berorientasi Pelayanan;\n2. Akuntabel;\n3. Kompeten;\n" +
  "4. Harmonis;\n5. Loyal;\n6. Adaptif; dan\n7. Kolaboratif.\n"
const pem = "-----BEGIN OPENSSH PRIVATE KEY-----\n" + "TEST-ONLY".repeat(40).replace(/(.{70})/g, "$1\n") + "\n-----END OPENSSH PRIVATE KEY-----\n"
const file = { name: "kunci-siti-rahmawati.txt", text: pem }
const digest = "3ba19d6f20b839dc5b02970ab05cd18c537200a3bc51ccc3964f1d52ffec447b"
const link = "https://ikrar.contoh.example/tanda#K7QM2F8D9XPA0R3T"
const fingerprint = "SHA256:gnGJzsFQWL-K5yrRFIGaBG8-eVXmuz-A1hdoi1kBv70"
const code = "K7QM-2F8D-9XPA"
const time = 1774922470
const answer = {
  verdict: "valid", integrity: "intact", trust: "trusted", status: "unchecked", revocation: { time: 0, reason: "", asOf: 0 }, file: "unchecked",
  steps: [], index: 7, time, code, person: { ...person, nip_last4: person.last4 }, text: { digest, id: "uu-20-2023", language: "id", title: "BerAKHLAK" },
  pledge: { digest, text_id: "uu-20-2023", text_digest: digest, campaign: campaign.id, place: campaign.place, time: time - 10 },
  registrar: { name: "Bidang Mutasi" }, quorum: { need: 2, have: 2, names: ["inspektorat", "ombudsman"] },
}
const done = {
  at: "done", person, campaign, code, index: 7, time, digest, answer, key: "kept", handover: true,
  proof: { bytes: new Uint8Array(8), name: `${code}.tlog-proof`, url: `v1/proofs/${code}` },
  certificate: { state: "ready", url: `v1/certificates/${code}.pdf`, name: `${code}.pdf`, retry: 0 },
}
const asking = { fault: null, link: null, rewritten: false, resume: false, imported: false, kept: false }
const stop = (why, more = {}) => ({ at: "stopped", why, retry: false, ...more })
const entries = [
  { kind: "credential", index: 3, time: time - 100, title: "", proved: true },
  { kind: "pledge", index: 7, time, title: campaign.title, proved: true },
  { kind: "issuance", index: 12, time: time + 60, title: "", proved: true },
]
const returning = {
  at: "returning", key: { comment: person.name, fingerprint }, person, others: [], entries, campaigns: [next], revoked: [], offline: false, ended: false, stored: true,
  pledged: [{ campaign, code, index: 7, time }],
}
const shown = { at: "person", person, until: midnight, atOnce: true, changed: false, before: null }
const wrong = { at: "wrong", person, fields: ["name", "unit", "position", "rank", "nip", "other"], needs: null, fault: null, sent: 0 }
const keys = { at: "keys", choices: ["keep", "once"], fault: null, storing: true, questioned: false }
const handover = { at: "handover", file, qr: pem, required: false, taken: null, purpose: "first", storing: true }
const waiting = { at: "waiting", since: time - 300, next: time + 30, foreign: false, canWithdraw: true, storing: true }
const read = { at: "text", campaign: { ...campaign, text, digest }, person, needs: "passphrase", fault: null, fromReturning: false }
const revoke = { at: "revoke", fingerprint, stay: [{ campaign, code, index: 7, time }], fault: null }
const importing = { at: "import", fault: null, form: "", packet: false }

export const samples = {
  "code": { at: "code", ...asking },
  "code-mistyped": { at: "code", ...asking, fault: "mistyped" },
  "code-certificate": { at: "code", ...asking, fault: "certificate", link: "./#" + code },
  "code-nip": { at: "code", ...asking, fault: "nip" },
  "code-digits": { at: "code", ...asking, fault: "digits" },
  "code-rewritten": { at: "code", ...asking, rewritten: true },
  "code-resume": { at: "code", ...asking, resume: true },
  "code-imported": { at: "code", ...asking, imported: true },
  "working-asking": { at: "working", what: "asking", slow: false },
  "working-deriving": { at: "working", what: "deriving", slow: false },
  "working-enrolling": { at: "working", what: "enrolling", slow: false },
  "working-signing": { at: "working", what: "signing", slow: false },
  "working-recording": { at: "working", what: "recording", slow: false },
  "working-checking": { at: "working", what: "checking", slow: false },
  "working-slow": { at: "working", what: "recording", slow: true },
  "device-signing": { at: "device", lack: "signing", link },
  "device-storage": { at: "device", lack: "storage", link },
  "device-in-app": { at: "device", lack: "in-app", link },
  "stopped-network": stop("network", { retry: true }),
  "stopped-unfinished": stop("network", { retry: true, unfinished: true }),
  "stopped-busy": stop("busy", { retry: true, wait: 20 }),
  "stopped-invitation-unknown": stop("invitation-unknown"),
  "stopped-invitation-expired": stop("invitation-expired", { time: midnight }),
  "stopped-invitation-used": stop("invitation-used", { time: time - 3600 }),
  "stopped-taken": stop("taken", { time: time - 3600 }),
  "stopped-taken-ended": stop("taken", { time: 0, kind: "ended" }),
  "stopped-invitation-old": stop("invitation-old"),
  "stopped-address-other": stop("address-other", { url: "https://ikrar.contoh.example" }),
  "stopped-trust": stop("trust", { kind: "bad" }),
  "stopped-trust-other": stop("trust", { kind: "other" }),
  "stopped-invitation-false": stop("invitation-false"),
  "stopped-text": stop("text"),
  "stopped-credential": stop("credential"),
  "stopped-proof": stop("proof", { answer: { ...answer, verdict: "unrecorded" } }),
  "stopped-refused": stop("refused", { code: "pledge-twice", message: "Orang ini sudah berikrar dalam kegiatan ini." }),
  "stopped-other": stop("refused", { code: "text-unknown", message: "Naskah ini tidak dikenal." }),
  "stopped-version": stop("version", { reload: true, retry: true }),
  "person": shown,
  "person-east": { ...shown, until: midnight - 7200, trust: { ...trust, timezone: "WIT" } },
  "person-waits": { ...shown, atOnce: false },
  "person-changed": { ...shown, changed: true, before: { ...person, name: "Siti Rahmawati", unit: "Biro Umum" } },
  "wrong": wrong,
  "wrong-fault": { ...wrong, fault: "wish" },
  "wrong-passphrase": { ...wrong, needs: "passphrase" },
  "wrong-many": { ...wrong, fault: "many" },
  "wrong-sent": { ...wrong, sent: 1 },
  "campaign-several": { at: "campaign", why: "several", list: [campaign, next], prepare: false },
  "campaign-early": { at: "campaign", why: "early", campaign, prepare: true },
  "campaign-closed": { at: "campaign", why: "closed", campaign, prepare: false },
  "campaign-signed": { at: "campaign", why: "signed", campaign, list: [campaign], time, prepare: false },
  "campaign-revoked": { at: "campaign", why: "revoked", campaign, list: [campaign], index: 57, prepare: false },
  "campaign-revoked-once": { at: "campaign", why: "revoked", campaign, list: [], index: 57, prepare: false },
  "campaign-none": { at: "campaign", why: "none", prepare: true },
  "keys": keys,
  "keys-keep": { ...keys, choices: ["keep"] },
  "keys-once": { ...keys, choices: ["once"] },
  "keys-short": { ...keys, fault: "short" },
  "keys-differ": { ...keys, fault: "differ" },
  "keys-unprintable": { ...keys, fault: "unprintable" },
  "keys-elsewhere": { ...keys, choices: ["keep"], storing: false },
  "keys-questioned": { ...keys, choices: ["keep"], questioned: true },
  "handover": handover,
  "handover-required": { ...handover, required: true },
  "handover-elsewhere": { ...handover, required: true, storing: false },
  "handover-taken": { ...handover, required: true, taken: "download" },
  "handover-export": { ...handover, purpose: "export" },
  "waiting": waiting,
  "waiting-elsewhere": { ...waiting, storing: false },
  "waiting-foreign": { ...waiting, foreign: true },
  "text": read,
  "text-hold": { ...read, needs: "hold" },
  "text-agree": { ...read, fault: "agree" },
  "text-passphrase": { ...read, fault: "passphrase" },
  "done": done,
  "done-asking": { ...done, certificate: { ...done.certificate, state: "asking" } },
  "done-later": { ...done, certificate: { ...done.certificate, state: "later", retry: 60 } },
  "done-gone": { ...done, certificate: { ...done.certificate, state: "gone" } },
  "done-revoked": { ...done, certificate: { ...done.certificate, state: "revoked" } },
  "done-once": { ...done, key: "once", handover: false },
  "done-handed": { ...done, key: "handed", handover: false },
  "done-unpublished": { ...done, answer: null, proof: null, certificate: { ...done.certificate, state: "later", retry: 5 } },
  "pledged": { at: "pledged", file: { name: `komitmen-siti-rahmawati-${code}.pledge`, bytes: new Uint8Array(8) } },
  "returning": returning,
  "returning-asking": { ...returning, entries: null },
  "returning-several": { ...returning, others: [{ fingerprint: "SHA256:other", name: "Budi Santoso" }] },
  "returning-unproved": { ...returning, entries: [entries[0], { ...entries[1], proved: false }] },
  "returning-corrected": { ...returning, campaigns: [campaign, next], revoked: [{ campaign, code, index: 57, time }] },
  "returning-offline": { ...returning, offline: true, entries: null },
  "returning-ended": { ...returning, ended: true, campaigns: [] },
  "returning-revoked": { ...returning, ended: true, stored: false, campaigns: [] },
  "revoke": revoke,
  "revoke-passphrase": { ...revoke, fault: "passphrase" },
  "revoke-reason": { ...revoke, fault: "reason" },
  "revoked": { at: "revoked", index: 40, time },
  "import": importing,
  "import-not-a-key": { ...importing, fault: "not-a-key", form: "RSA" },
  "import-passphrase": { ...importing, fault: "passphrase" },
  "import-needs-passphrase": { ...importing, fault: "needs-passphrase" },
  "import-not-enrolled": { ...importing, fault: "not-enrolled" },
  "import-packet": { ...importing, packet: true },
}

// What each action leads to; what is not here leaves the state.
const ways = {
  typed: "person", import_: "import", mine: "keys", wrong: "wrong", wish: "wrong-sent", choose: "keys", prepare: "keys", keep: "handover", once: "text-hold",
  next: "text", withdraw: "person", sign: "done", open: "returning", code: "code", forget: "code", other: "code", wipe: "code", export_: "handover-export",
  show: "done", use: "returning", look: null, again: null, anyway: "code", packet: "text", back: "returning",
}

// sample is a controller that stands in the state of that name. Actions lead to a plausible next one; asked lists those that were called.
export function sample(name, changed = () => {}) {
  const controller = { state: null, asked: [] }
  const stand = (to) => {
    controller.state = Object.freeze({ trust, unfinished: false, ...samples[to] })
    changed(controller.state)
  }
  for (const [action, to] of Object.entries(ways)) {
    controller[action] = async (...args) => {
      controller.asked.push([action, ...args])
      if (to) stand(to)
    }
  }
  controller.took = async (way) => {
    controller.state = Object.freeze({ ...controller.state, taken: way })
    changed(controller.state)
  }
  controller.revoke = async () => stand(controller.state.at === "revoke" ? "revoked" : "revoke")
  stand(name)
  return controller
}
