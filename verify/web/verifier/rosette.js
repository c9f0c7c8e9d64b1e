// The rosette of a pledge, verify/rosette/ROSETTE.md: an eye compares it with the certificate's. It proves nothing.

const UNIT = 65536 // the side of the square
const TURN = 2880 // steps of a turn

const SINES = Int32Array.from({ length: TURN }, (_, k) => Math.floor(UNIT * Math.sin((2 * Math.PI * k) / TURN) + 0.5))
const sin = (a) => SINES[((a % TURN) + TURN) % TURN]
const cos = (a) => sin(a + TURN / 4)

const div = (a, b) => Math.floor(a / b)
const round = (a, b) => div(2 * a + b, 2 * b)

// Step 1: radius, reach, least lobes, choices of lobes, segments, handle.
const RINGS = [
  [24200, 8200, 9, 8, 180, 12201],
  [15200, 7000, 7, 6, 120, 18301],
  [7600, 5200, 5, 4, 90, 24401],
]

// rosette takes the 32 bytes of the digest and returns its rings, outer to inner, in layers: {lobes, copies, curve}, a curve being a flat list x, y, x, y ... of the start and
// then two control points and the end of each cubic segment, in units of 1/65536 of a square.
export function rosette(digest) {
  return { layers: RINGS.map((ring, i) => layer(ring, digest.subarray(7 * i, 7 * i + 7))) }
}

function layer([radius, reach, least, choices, segments, handle], b) {
  const lobes = least + (b[0] % choices) // step 2
  const copies = 4 + (b[1] % 3)
  const q = div(reach * (208 + (b[2] % 48)), 256)
  let u = div(q * (184 + (b[3] % 52)), 256), w = q - u
  if (b[4] >= 128) [u, w] = [w, u]
  const phase = div(TURN * b[5], 256)
  const wheels = [[radius, 1, 0], [u, 1 - lobes, phase], [w, 1 + (1 + (b[4] % 2)) * lobes, phase + div(TURN * b[6], 256)]]
  const node = (j) => { // step 3
    let x = 0, y = 0, dx = 0, dy = 0
    for (const [l, f, p] of wheels) {
      const a = (TURN / segments) * j * f + p
      x += l * cos(a)
      y += l * sin(a)
      dx -= l * f * sin(a)
      dy += l * f * cos(a)
    }
    return [UNIT / 2 + round(x, UNIT), UNIT / 2 + round(y, UNIT), third(dx, handle), third(dy, handle)]
  }
  return { lobes, copies, curve: curve(segments, node) }
}

const third = (derivative, handle) => round(handle * round(derivative, UNIT), 2 ** 20)

// curve joins nodes, [x, y, handle x, handle y], by cubic segments: step 4.
function curve(segments, node) {
  let [x, y, dx, dy] = node(0)
  const points = [x, y]
  for (let j = 1; j <= segments; j++) {
    const [x2, y2, dx2, dy2] = node(j)
    points.push(x + dx, y + dy, x2 - dx2, y2 - dy2, x2, y2);
    [x, y, dx, dy] = [x2, y2, dx2, dy2]
  }
  return points
}
