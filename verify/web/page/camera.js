// The camera, until a QR code is read or it is closed. Pictures stay in this page's memory.

import { canDecode, inFrame } from "./picture.js"

let stream = null

// hasCamera says whether a camera may be asked for, and its pictures read.
export async function hasCamera(saved) {
  return Boolean(navigator.mediaDevices?.getUserMedia) && canDecode(saved)
}

// openCamera shows the camera in a video element and returns the text of the first QR code, or null once it was closed.
export async function openCamera(video) {
  const mine = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } }, audio: false })
  stream = mine
  video.srcObject = mine
  await video.play()
  while (stream === mine) {
    const text = await inFrame(video)
    if (text !== null) return text
    await new Promise(requestAnimationFrame)
  }
  return null
}

export function closeCamera(video) {
  stream?.getTracks().forEach((track) => track.stop())
  stream = null
  video.srcObject = null
}
