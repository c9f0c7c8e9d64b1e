// Loads our Go programs where the browser itself does not suffice. `make build` puts them into ../built; where it was not run
// loading fails.

const at = (file) => new URL(`../built/${file}`, import.meta.url)

const started = {} // by name: one program serves all who ask for it

// start runs a program and returns the functions that it gives. It goes on waiting for calls as long as the page lives.
export function start(program) {
  started[program] ??= run(program).catch((error) => {
    delete started[program] // there may be a network the next time
    throw error
  })
  return started[program]
}

async function run(program) {
  if (!globalThis.Go) await import(at("wasm_exec.js"))
  const go = new Go()
  const { instance } = await WebAssembly.instantiateStreaming(fetch(at(`${program}.wasm`)), go.importObject)
  go.run(instance)
  const given = globalThis.ikrarProgram
  delete globalThis.ikrarProgram
  return given
}

// loadSigner gives { publicOf(seed), sign(seed, message), verify(key, message, signature) } as Go has them: they are in the
// program of the verifier, which whoever signs needs anyway.
export const loadSigner = () => start("verifier")
