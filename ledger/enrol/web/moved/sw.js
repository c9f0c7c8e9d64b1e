// The service worker under an address that the institution has left. It takes the place of the checking page's, removes
// what that kept, and is gone itself.

const place = new URL(self.registration.scope).pathname

self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("activate", (event) => event.waitUntil(leave()))

async function leave() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(place + " ")).map((name) => caches.delete(name))) // as the former one names them
  const open = await self.clients.matchAll({ type: "window" })
  await self.registration.unregister()
  await Promise.allSettled(open.filter(isFormer).map((client) => client.navigate(anew(client))))
}

// isFormer says whether a window shows the checking page as it was kept. All others came from the network.
const isFormer = ({ url }) => new URL(url).pathname === place

// anew is the same address with a question mark, and so another: to the very same one, with a #, a window may only scroll.
function anew({ url }) {
  const { hash } = new URL(url)
  return place + "?" + hash
}
