// The camera, until a QR code is read or it is closed. Pictures stay in this page's memory.

import { canDecode, inFrame } from "./picture.js"

let stream = null

// hasCamera says whether a camera may be asked for, and its pictures read.
export async function hasCamera(saved) {
  return Boolean(navigator.mediaDevices?.getUserMedia) && canDecode(saved)
}

const patience = 2500 // ms in which only others' codes are seen: ours may stand beside them

// openCamera shows the camera in a video element until a QR code is read that isOurs, or others' alone for a while. It
// returns the texts of what it then sees, or null once it was closed.
export async function openCamera(video, isOurs) {
  const mine = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } }, audio: false })
  stream = mine
  video.srcObject = mine
  await video.play()
  let first = 0 // when others' codes were seen first
  while (stream === mine) {
    const texts = await inFrame(video)
    if (texts.some(isOurs)) return texts
    if (texts.length > 0) first ||= performance.now()
    if (first && texts.length > 0 && performance.now() - first > patience) return texts
    await new Promise(requestAnimationFrame)
  }
  return null
}

export function closeCamera(video) {
  stream?.getTracks().forEach((track) => track.stop())
  stream = null
  video.srcObject = null
}
