// The ledger's tree: entries, RFC 6962 hashes, and inclusion built from tiles (C2SP tlog-tiles).

import { equal, refuse, textOf } from "../signer/bytes.js"
import { decode, encode } from "../signer/cbor.js"
import { parseCheckpoint } from "./note.js"
import { sha256 } from "../signer/sha256.js"
import { read, writeFile } from "./proof.js"

export const leafHash = (entry) => sha256(Uint8Array.of(0), entry)
export const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right)

const PLEDGE = 3 // the kind's number

// entryOf rebuilds the entry of a full proof's pledge, PROOF.md section 2.
export function entryOf(proof) {
  return encode([PLEDGE, proof.index, proof.time, proof.inclusion.prev, proof.pledge.digest])
}

// included is RFC 9162 section 2.1.3.2: whether the path leads from the leaf at index to the root of a tree of the size.
// Indexes have up to 53 bits, so that they are divided, not shifted.
export function included(index, size, leaf, path, root) {
  let fn = index, sn = size - 1, hash = leaf
  const half = (n) => Math.floor(n / 2)
  for (const sibling of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    [fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && equal(hash, root)
}

const WIDTH = 256 // hashes of a full tile, entries of a full bundle

// inclusion makes a full proof of a short one with what any visitor of the ledger may fetch: checkpoint, hash tiles and the bundle of
// 256 entries in which the pledge's stands. get(path) fetches "checkpoint", "tile/0/x001/067" and the like, as bytes. No
// question names the certificate. What comes back is not believed: check decides on the full proof. It returns null where the
// ledger's checkpoint is not yet above the entry.
export async function inclusion(bytes, get) {
  const proof = read(bytes)
  const checkpoint = await get("checkpoint")
  const { size } = parseCheckpoint(textOf(checkpoint).split("\n").slice(0, 3).join("\n") + "\n")
  if (size <= proof.index) return null
  const tiles = new Tiles(size, get)
  const [entry, path] = await Promise.all([tiles.entry(proof.index), tiles.path(proof.index)])
  const [, , , prev] = decode(entry)
  return writeFile(proof.short, { index: proof.index, prev, path, checkpoint })
}

export class Tiles {
  constructor(size, get) {
    this.size = size
    this.get = get
    this.fetched = new Map()
  }

  // tile fetches tile n of a level, hashes or entries, as wide as a tree of this size has it.
  tile(level, n, height) {
    const width = Math.min(WIDTH, Math.floor(this.size / WIDTH ** height) - n * WIDTH)
    const path = `tile/${level}/${pathOf(n)}${width < WIDTH ? `.p/${width}` : ""}`
    if (!this.fetched.has(path)) this.fetched.set(path, this.get(path))
    return this.fetched.get(path)
  }

  // entry returns the entry at index from its bundle: each with its length in two bytes before it.
  async entry(index) {
    const bundle = await this.tile("entries", Math.floor(index / WIDTH), 0)
    const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.length)
    let at = 0
    for (let i = index % WIDTH; i > 0; i--) at += 2 + view.getUint16(at)
    return bundle.subarray(at + 2, at + 2 + view.getUint16(at))
  }

  // path is the inclusion path of RFC 9162 section 2.1.3.1, from the leaf's side up.
  async path(index) {
    const siblings = []
    for (let begin = 0, end = this.size; end - begin > 1;) {
      let half = 1
      while (half * 2 < end - begin) half *= 2
      const middle = begin + half
      if (index < middle) {
        siblings.unshift([middle, end])
        end = middle
      } else {
        siblings.unshift([begin, middle])
        begin = middle
      }
    }
    return Promise.all(siblings.map(([begin, end]) => this.hash(begin, end)))
  }

  // hash is that of the leaves from begin to end, exclusive: of a whole subtree, or of the ragged right edge of the tree.
  async hash(begin, end) {
    let half = 1
    while (half * 2 < end - begin) half *= 2
    if (half * 2 > end - begin && end - begin > 1) {
      return nodeHash(await this.hash(begin, begin + half), await this.hash(begin + half, end))
    }
    const height = Math.log2(end - begin)
    const level = Math.floor(height / 8)
    const first = begin / WIDTH ** level, count = 2 ** (height % 8)
    const tile = await this.tile(level, Math.floor(first / WIDTH), level)
    const at = (first % WIDTH) * 32
    if (tile.length < at + count * 32) refuse("a tile is cut off")
    let hashes = Array.from({ length: count }, (_, i) => tile.subarray(at + 32 * i, at + 32 * i + 32))
    while (hashes.length > 1) hashes = hashes.filter((_, i) => i % 2 === 0).map((left, i) => nodeHash(left, hashes[2 * i + 1]))
    return hashes[0]
  }
}

// pathOf writes a tile's number as C2SP tlog-tiles does: 1234067 is x001/x234/067.
function pathOf(n) {
  const groups = [String(n % 1000).padStart(3, "0")]
  for (n = Math.floor(n / 1000); n > 0; n = Math.floor(n / 1000)) groups.unshift(`x${String(n % 1000).padStart(3, "0")}`)
  return groups.join("/")
}
