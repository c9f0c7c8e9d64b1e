// Where the page keeps what outlives a visit. The page under a former address looks there too.

import { place } from "../page/store.js"
import { openStore } from "../flow/store.js"

// mayKeep: where a path follows the host, strangers share the browser's store.
export const mayKeep = place === "/"

export const openKept = () => openStore("ikrar")
