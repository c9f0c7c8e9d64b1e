// Draws the rosette of a pledge, which is printed on its certificate too.

import { drawing } from "./element.js"
import { unhex } from "../signer/bytes.js"
import { rosette } from "../verifier/rosette.js"

const middle = 32768

// rosetteDrawing takes a pledge's digest in hexadecimal.
export function rosetteDrawing(digest) {
  const lines = rosette(unhex(digest)).layers.flatMap(({ curve, lobes, copies }, ring) =>
    Array.from({ length: copies }, (_, k) =>
      drawing("path", { d: path(curve), class: ring === 1 ? "accent" : null, transform: `rotate(${(360 * k) / (lobes * copies)} ${middle} ${middle})` }),
    ),
  )
  return drawing("svg", { class: "rosette", viewBox: "0 0 65536 65536", "aria-hidden": "true" }, ...lines)
}

// path writes a curve of cubic segments, x y of its start and then three points each, as the d of an SVG path.
function path(numbers) {
  return `M${numbers[0]} ${numbers[1]}C${numbers.slice(2).join(" ")}Z`
}
