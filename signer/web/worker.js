// A worker that derives the key of one key file, so that the page goes on drawing meanwhile. It answers null where it cannot.

import { bcryptKey } from "./bcrypt.js"

self.addEventListener("message", async ({ data: { secret, salt, rounds, length } }) => {
  self.postMessage(await bcryptKey(secret, salt, rounds, length).catch(() => null))
})
