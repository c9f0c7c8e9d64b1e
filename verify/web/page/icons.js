// The shapes that stand beside a verdict and its parts: each says by its form what its colour says.

import { drawing } from "./element.js"

const large = {
  valid: ["M32 4a28 28 0 1 1 0 56 28 28 0 0 1 0-56", "m20 33 8.5 8.5L45 24"],
  altered: ["M32 4a28 28 0 1 1 0 56 28 28 0 0 1 0-56", "m22 22 20 20m0-20L22 42"],
  untrusted: ["M32 4a28 28 0 1 1 0 56 28 28 0 0 1 0-56", "M24 25.5a8 8 0 1 1 11.5 7.2c-2.5 1.2-3.5 2.800-3.5 5.3", "M32 46v.1"],
  unrecorded: ["M32 4a28 28 0 1 1 0 56 28 28 0 0 1 0-56", "M20 32h24"],
  revoked: ["M32 4a28 28 0 1 1 0 56 28 28 0 0 1 0-56", "M12.5 12.5l39 39"],
  undetermined: ["M32 5 61 57H3z", "M32 24v15", "M32 47.5v.1"],
  unread: ["M8 20V10a2 2 0 0 1 2-2h10M44 8h10a2 2 0 0 1 2 2v10M56 44v10a2 2 0 0 1-2 2H44M20 56H10a2 2 0 0 1-2-2V44", "m23 23 18 18m0-18L23 41"],
}

// verdictIcon draws the mark of a verdict, of what could not be read, or of a check under way.
export function verdictIcon(verdict) {
  const shapes = (large[verdict] ?? []).map((d) => drawing("path", { d }))
  if (shapes.length === 0) shapes.push(drawing("circle", { cx: 32, cy: 32, r: 27 }))
  return drawing("svg", { viewBox: "0 0 64 64", "aria-hidden": "true" }, ...shapes)
}

const small = { yes: "m5 12.5 5 5L19.5 7", no: "m6 6 12 12M18 6 6 18", open: "M5 12h14" }

// mark draws a tick, a cross or a dash: it holds, it fails, it is open.
export function mark(kind) {
  return drawing("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, drawing("path", { d: small[kind] }))
}

// kindOf gives the mark of a step's outcome.
export function kindOf(ok) {
  return ok === true ? "yes" : ok === false ? "no" : "open"
}
