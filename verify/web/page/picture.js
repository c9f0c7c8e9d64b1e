// Reads the QR codes in a picture: with the browser's own detector where it has one, else with the decoder of verify/scan
// in WebAssembly, which is loaded only then.

let detector // the browser's: null where it has none

async function native() {
  if (detector !== undefined) return detector
  detector = null
  if (!globalThis.BarcodeDetector) return null // an error would cost more than the question
  try {
    const formats = await BarcodeDetector.getSupportedFormats()
    if (formats.includes("qr_code")) detector = new BarcodeDetector({ formats: ["qr_code"] })
  } catch {
    // one that detects nothing here
  }
  return detector
}

let loading = null

// scanner loads our own decoder. It throws where that was not built, where there is no network, and in a saved page.
export function scanner() {
  loading ??= import("../verifier/wasm.js").then(({ loadScanner }) => loadScanner())
  loading.catch(() => (loading = null)) // there may be a network the next time
  return loading
}

// canDecode says whether pictures can be read here at all.
export async function canDecode(saved) {
  return (await native()) !== null || !saved
}

// detected returns the texts of all QR codes that the browser sees in a picture of any format that it knows.
export async function detected(blob) {
  if (!(await native())) return []
  try {
    return textsOf(await detector.detect(await createImageBitmap(blob)))
  } catch {
    return [] // no picture to this browser: the other decoder says what it is
  }
}

const textsOf = (codes) => codes.map(({ rawValue }) => rawValue)

// inFrame returns the texts of the QR codes in what a video element shows. Our own decoder passes over others' codes where
// ours is there too; of several of ours it says so, which is then what the page says.
export async function inFrame(video) {
  if (await native()) return textsOf(await detector.detect(video))
  const { videoWidth: width, videoHeight: height } = video
  const context = new OffscreenCanvas(width, height).getContext("2d")
  context.drawImage(video, 0, 0)
  const { qr } = (await scanner()).pixels(context.getImageData(0, 0, width, height).data, width, height)
  return qr ? [qr] : []
}
