// Starts worker.js, which lies beside this module: apart from the script of the page, which may be one file without others.

// Under Trusted Types the address of a worker needs a policy: pages allow one of this name, which lets only that address pass.
const address = new URL("worker.js", import.meta.url).href
const policy = globalThis.trustedTypes?.createPolicy("ikrar-worker", { createScriptURL: () => address })

// bcryptApart is bcryptKey in a worker, which ends with it. It rejects where none starts.
export function bcryptApart(secret, salt, rounds, length) {
  const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: "module" })
  const done = new Promise((resolve, reject) => {
    const fail = () => reject(new Error("no worker derives here"))
    worker.onmessage = ({ data }) => (data ? resolve(data) : fail())
    worker.onerror = fail
  })
  worker.postMessage({ secret, salt, rounds, length })
  return done.finally(() => worker.terminate())
}
