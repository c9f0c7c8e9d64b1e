// A worker that derives the key of one key file, so that the page goes on drawing meanwhile.

import { bcryptKey } from "./bcrypt.js"

self.addEventListener("message", async ({ data }) => {
  self.postMessage(await bcryptKey(data.secret, data.salt, data.rounds, data.length))
})
