// Draws a QR code, dark on white in either scheme of colours, as cameras want it.

import { bytesOf } from "../signer/bytes.js"
import { drawing, element } from "../page/element.js"
import { encode } from "./qr.js"

// qrDrawing draws a text; null where it is too long for any code.
export function qrDrawing(text, label) {
  const rows = encode(bytesOf(text))
  if (!rows) return null
  const size = rows.length + 8
  const d = rows.map((row, y) => runs(row).map(([x, n]) => `M${x + 4} ${y + 4}h${n}v1h-${n}z`).join("")).join("")
  return element(
    "div",
    { class: "qr", role: "img", "aria-label": label },
    drawing("svg", { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges", "aria-hidden": "true" }, drawing("path", { d, fill: "#000" })),
  )
}

// runs returns where dark modules of a row begin, and how many follow each other.
function runs(row) {
  return Array.from(row.map((dark) => (dark ? "1" : "0")).join("").matchAll(/1+/g), ({ index, 0: run }) => [index, run.length])
}
