// What is kept on the device: texts by name, in IndexedDB, which says when they are on the disk and lets two tabs not
// overwrite one another.

const TABLE = "records"
const patience = 4000 // ms: some browsers never answer where they keep nothing

// openStore opens the store of that name: { names(), get(name), update(name, change) }. It throws where the browser keeps
// nothing. update gives change the text that is there, or null, and keeps what it returns, null to remove it, in one transaction.
export async function openStore(name) {
  const database = await inTime(opened(name))
  const run = (mode, work) => inTime(transaction(database, mode, work))
  return {
    names: () => run("readonly", (table) => table.getAllKeys()),
    get: async (at) => (await run("readonly", (table) => table.get(at))) ?? null,
    update: (at, change) => run("readwrite", (table) => updated(table, at, change)),
  }
}

function opened(name) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE)
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close()
      resolve(asked.result)
    }
    asked.onerror = () => reject(asked.error)
    asked.onblocked = () => reject(new Error("blocked"))
  })
}

// transaction answers once it is complete, and so on the disk.
function transaction(database, mode, work) {
  return new Promise((resolve, reject) => {
    const running = database.transaction(TABLE, mode, { durability: "strict" })
    const asked = work(running.objectStore(TABLE))
    running.oncomplete = () => resolve(asked.result)
    running.onabort = () => reject(running.error ?? new Error("aborted"))
  })
}

function updated(table, at, change) {
  const asked = table.get(at)
  asked.onsuccess = () => {
    const next = change(asked.result ?? null)
    if (next === null) table.delete(at)
    else table.put(next, at)
  }
  return asked
}

function inTime(promise) {
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error("no answer")), patience) })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
