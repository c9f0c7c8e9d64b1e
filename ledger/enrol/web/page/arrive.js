// Takes the code off the address bar, and off the entry that Back leads to, before anything else runs: this module imports
// nothing and is imported first.

// arrival is what followed the # when the page was opened, without it.
export const arrival = taken()

// taken returns what follows the # now, and removes it from the address.
export function taken() {
  const text = location.hash.slice(1)
  if (text === "main") return "" // where the page's own link leads who skips its head
  if (location.href.includes("#")) history.replaceState(null, "", location.pathname)
  return text
}
