// What is recorded in my name, each entry proved from the ledger's tiles, as `ikrar watch` does.

import { hex } from "../signer/bytes.js"
import { decode } from "../signer/cbor.js"
import { openCheckpoint } from "../verifier/note.js"
import { included, leafHash, Tiles } from "../verifier/tree.js"
import { met } from "../verifier/trust.js"
import { readJSON, refusal } from "./network.js"
import { Stop, tooOld } from "./stop.js"

const KINDS = ["trust", "credential", "campaign", "pledge", "issuance", "revocation", "erasure"]
const MOST = 1000 // entries about one person

// published opens the ledger's checkpoint: what it covers cannot be changed unseen.
export async function published({ server, trust }) {
  const checkpoint = await openCheckpoint(await bytesAt(server, "checkpoint"), trust.policy)
  const ledger = trust.ledgers.find((l) => l.first <= Math.max(checkpoint.size, 1) - 1 && checkpoint.size - 1 <= l.last)
  if (ledger?.key.text !== checkpoint.log.text) throw new Stop("proof", { answer: null })
  if (!met(trust.policy, checkpoint.cosigned.map((c) => c.name))) throw new Stop("proof", { answer: null })
  return checkpoint
}

async function bytesAt(server, path) {
  const answer = await server.get(path)
  if (answer.code !== "") throw refusal(answer)
  return answer.bytes
}

// entriesOf asks what is recorded about a key: [{ kind, index, digest, time, proved }]. proved is false where the ledger's own tree
// speaks against it, null where it is not published yet or could not be looked at.
export async function entriesOf(s, publicKey) {
  const answer = await s.server.get("v1/keys/" + hex(publicKey))
  if (answer.code === "not-found") return []
  if (answer.code !== "") throw refusal(answer)
  const listed = readJSON(answer.bytes)?.entries
  const isList = Array.isArray(listed) && listed.length <= MOST && listed.every(isEntry)
  if (!isList) throw tooOld()
  const checkpoint = await published(s).catch(() => null)
  const tiles = checkpoint && new Tiles(checkpoint.size, (path) => bytesAt(s.server, path))
  return Promise.all(listed.map((one) => proved(one, checkpoint, tiles)))
}

const isEntry = (e) => Number.isSafeInteger(e?.index) && typeof e.kind === "string" && /^[0-9a-f]{64}$/.test(e.digest)

async function proved({ kind, index, digest }, checkpoint, tiles) {
  const one = { kind, index, digest, time: 0, proved: null }
  if (checkpoint === null || index >= checkpoint.size) return one
  try {
    const [entry, path] = await Promise.all([tiles.entry(index), tiles.path(index)])
    const [number, at, time, , of] = decode(entry)
    const same = at === index && hex(of) === digest && (KINDS[number] ?? kind) === kind
    return { ...one, time, proved: same && included(index, checkpoint.size, leafHash(entry), path, checkpoint.root) }
  } catch (error) {
    return { ...one, proved: error instanceof Stop ? null : false }
  }
}
