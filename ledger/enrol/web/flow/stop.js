// What ends a step: it becomes the state `stopped` or `device` of FLOW.md.

// Stop says why the person cannot go on here: why and more are the state's.
export class Stop extends Error {
  constructor(why, more = {}) {
    super(why)
    Object.assign(this, { why, more })
  }
}

// tooOld stops a page that does not understand what a newer server says.
export const tooOld = () => new Stop("version", { reload: true, retry: true })

// Unkept says that this device did not keep what it was to keep: refused, full, or not read back.
export class Unkept extends Error {}

// Lacking says that this browser cannot sign.
export class Lacking extends Error {}
