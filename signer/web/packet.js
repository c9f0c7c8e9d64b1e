// The file that HR hands one person, NIP.ikrar, and what the server answers to a request: verify/packet in Go.

import { Refused, refuse } from "./bytes.js"
import { decode, laterVersion } from "./cbor.js"

const MAX_PACKET = 1 << 20

// LaterPacket says that bytes are a packet of a version that this page does not know.
export class LaterPacket extends Refused {}

// readPacket takes a packet apart: { credential, campaigns, trust }, statements in their bytes and the text of the trust list.
// Nothing in it is believed: each is still to be opened.
export function readPacket(bytes) {
  if (bytes.length > MAX_PACKET) refuse(`more than ${MAX_PACKET} bytes`)
  if (isLater(bytes)) throw new LaterPacket("a packet of a later version")
  const packet = decode(bytes)
  if (!Array.isArray(packet) || packet.length !== 4) refuse("not a packet")
  const [version, credential, campaigns, trust] = packet
  if (version !== 1 || !Array.isArray(credential) || !Array.isArray(campaigns) || typeof trust !== "string") refuse("not a packet")
  if (!campaigns.every(Array.isArray)) refuse("a campaign that is no statement")
  return { credential: credential.raw, campaigns: campaigns.map(({ raw }) => raw), trust }
}

function isLater(bytes) {
  try {
    return laterVersion(bytes, 0)
  } catch {
    return false
  }
}
