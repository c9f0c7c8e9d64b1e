// Draws the rosette of a pledge, which is printed on its certificate too.

import { drawing } from "./element.js"
import { unhex } from "../signer/bytes.js"
import { rosette } from "../verifier/rosette.js"

const middle = 32768

let last = { digest: "", svg: null }

// rosetteDrawing takes a pledge's digest in hexadecimal. The room is there at once and the lines follow: a slow processor has them
// in a tenth of a second, and nobody waits that long for the words. However often the answer is drawn anew, they are drawn once.
export function rosetteDrawing(digest) {
  if (last.digest !== digest) {
    const svg = drawing("svg", { class: "rosette", viewBox: "0 0 65536 65536", "aria-hidden": "true" })
    afterPainting(() => svg.append(...lines(digest)))
    last = { digest, svg }
  }
  return last.svg
}

// afterPainting waits until the screen shows what was drawn before; a page that no screen shows is never painted.
function afterPainting(work) {
  if (document.hidden) work()
  else requestAnimationFrame(() => setTimeout(work))
}

function lines(digest) {
  return rosette(unhex(digest)).layers.flatMap(({ curve, lobes, copies }, ring) => {
    const d = path(curve)
    return Array.from({ length: copies }, (_, k) =>
      drawing("path", { d, class: ring === 1 ? "accent" : null, transform: `rotate(${(360 * k) / (lobes * copies)} ${middle} ${middle})` }),
    )
  })
}

// path writes a curve of cubic segments, x y of its start and then three points each, as the d of an SVG path.
function path(numbers) {
  return `M${numbers[0]} ${numbers[1]}C${numbers.slice(2).join(" ")}Z`
}
