// What the page remembers between visits, without cookies: the reader's language, and the institution's root key with the
// newest trust list that it signed. Where the browser keeps nothing, every visit is the first.

// place is the path below which the page and its server lie: "/", unless a proxy shares the host among several. What a
// browser keeps belongs to the whole host, so its names begin with the place.
export const place = new URL(".", document.baseURI).pathname

const named = (name) => "ikrar." + (place === "/" ? "" : place + ".") + name

export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(named(name)))
  } catch {
    return null
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(named(name), JSON.stringify(value))
  } catch {
    // a full or forbidden store: the next visit begins anew
  }
}
