// Keeps the page for when there is no network. The server writes the version and the paths into this file; a new version
// of the page is a new file, which the browser fetches, and it replaces the old page as a whole.
//
// It keeps the page itself and the commitment texts, whose paths are their digests. The trust list is not its business:
// the page keeps that with the root it was signed by, and takes an older one from nobody.

const version = "[[version]]"
const paths = [
  "[[paths]]",
]
const texts = "texts"

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(version)
      // The page is asked for anew; the others have their version in their path, and the browser may hold them already.
      .then((cache) => cache.addAll(paths.map((path) => new Request(path, { cache: path === "/" ? "no-cache" : "default" }))))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name !== version && name !== texts)
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(old(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== self.location.origin) return
  if (pathname.startsWith("/v1/texts/")) event.respondWith(keeping(request, texts))
  else if (pathname === "/" || pathname.startsWith(`/web/${version}/`)) event.respondWith(keeping(request, version))
})

// keeping answers from a cache. What is not there, as the programs that few browsers need, it asks of the network and keeps.
async function keeping(request, name) {
  const cache = await caches.open(name)
  const known = await cache.match(request, { ignoreSearch: true })
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
