// What the page remembers between visits, without cookies: the reader's language, and the institution's root key with the
// newest trust list that it signed. Where the browser keeps nothing, every visit is the first.

export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem("ikrar." + name))
  } catch {
    return null
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem("ikrar." + name, JSON.stringify(value))
  } catch {
    // a full or forbidden store: the next visit begins anew
  }
}
