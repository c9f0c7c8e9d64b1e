// Keeps the page for when there is no network. The server writes the version and the paths into this file; a new version
// of the page is a new file, which the browser fetches, and it replaces the old page as a whole.
//
// It keeps the page itself, the commitment texts, whose paths are their digests, the campaigns that were asked for, which
// are signed and may be extended, and of the programs in WebAssembly, which
// few browsers need and which are large, those that this one has loaded. The trust list is not its business: the page keeps
// that with the root it was signed by, and takes an older one from nobody.
//
// It serves what lies at and below its own place, which is a path where a proxy shares a host among several. Caches belong
// to the whole host, so their names begin with the place.

const place = new URL(self.registration.scope).pathname
const version = "[[version]]"
const paths = [
  "[[paths]]",
]
const programs = ["[[programs]]"]
const cacheOf = (name) => `${place} ${name}`
const texts = cacheOf("texts")
const page = cacheOf(version)

self.addEventListener("install", (event) => {
  event.waitUntil(install())
})

async function install() {
  const wanted = paths.concat(await needed()).filter((path) => path !== "./")
  const cache = await caches.open(page)
  await cache.put("./", await anew())
  await cache.addAll(wanted) // their version is in their path, so the browser may hold them already
  await self.skipWaiting()
}

// anew asks for the page itself. A host of files may have it under its file's name alone.
async function anew() {
  const ask = (path) => fetch(path, { cache: "no-cache" })
  const answer = await ask("./")
  const page = answer.ok ? answer : await ask("./index.html")
  if (!page.ok) throw new TypeError(`the page: ${page.status}`)
  return page
}

// needed returns the programs of which this browser keeps an earlier version.
async function needed() {
  const names = (await caches.keys()).filter((name) => name.startsWith(cacheOf("")))
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  const kept = requests.flat().map(({ url }) => url)
  return programs.filter((path) => kept.some((url) => url.endsWith(path.slice(path.lastIndexOf("/built/")))))
}

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith(cacheOf("")) && name !== page && name !== texts)
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
  if (!pathname.startsWith(place)) return
  const path = pathname.slice(place.length)
  const [, digits] = path.match(/^%(?:25)*23([0-9]+)(?:[^0-9A-Za-z/][^/]*)?$/) ?? []
  if (digits) return event.respondWith(Response.redirect(place + "#" + digits)) // a # that a program on the way has encoded
  if (path.startsWith("v1/texts/")) event.respondWith(keeping(request, texts))
  else if (path.startsWith("v1/campaigns/")) event.respondWith(asking(request, texts))
  else if (path === "index.html") event.respondWith(keeping(request, page, "./"))
  else if (path === "" || path.startsWith(`web/${version}/`)) event.respondWith(keeping(request, page))
})

// keeping answers from a cache. What is not there, as a program that is needed for the first time, it asks of the network
// and keeps.
async function keeping(request, name, as = request) {
  const cache = await caches.open(name)
  const known = await cache.match(as, { ignoreSearch: true })
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await cache.put(as, answer.clone())
  return answer
}

// asking asks the network, and answers from a cache where there is none.
async function asking(request, name) {
  const cache = await caches.open(name)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(request, answer.clone())
    return answer
  } catch {
    return (await cache.match(request)) ?? Response.error()
  }
}
