// Reads the QR code in a picture: with the browser's own detector where it has one, else with the decoder of verify/scan
// in WebAssembly, which is loaded only then.

let detector // the browser's: null where it has none

async function native() {
  if (detector !== undefined) return detector
  detector = null
  try {
    const formats = await BarcodeDetector.getSupportedFormats()
    if (formats.includes("qr_code")) detector = new BarcodeDetector({ formats: ["qr_code"] })
  } catch {
    // no such class here
  }
  return detector
}

let loading = null

// scanner loads our own decoder. It throws where that was not built, where there is no network, and in a saved page.
function scanner() {
  loading ??= import("../verifier/wasm.js").then(({ loadScanner }) => loadScanner())
  loading.catch(() => (loading = null)) // there may be a network the next time
  return loading
}

// canDecode says whether pictures can be read here at all.
export async function canDecode(saved) {
  return (await native()) !== null || !saved
}

// inBytes returns { qr } with the text of the QR code in a PNG, a JPEG or a PDF, or the { fault } that verify/scan names.
export async function inBytes(bytes) {
  const isPDF = bytes[0] === 0x25
  const text = !isPDF && (await native()) && (await detect(new Blob([bytes])))
  return text ? { qr: text } : (await scanner()).find(bytes)
}

async function detect(blob) {
  try {
    return (await detector.detect(await createImageBitmap(blob)))[0]?.rawValue
  } catch {
    return null // damaged: the other decoder says how
  }
}

// inFrame returns the text of a QR code in what a video element shows, or null.
export async function inFrame(video) {
  if (await native()) return (await detector.detect(video))[0]?.rawValue ?? null
  const { videoWidth: width, videoHeight: height } = video
  const context = new OffscreenCanvas(width, height).getContext("2d")
  context.drawImage(video, 0, 0)
  return (await scanner()).pixels(context.getImageData(0, 0, width, height).data, width, height).qr || null
}
