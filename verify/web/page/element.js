// Builds the page's elements. Text only ever enters as text nodes: nothing here parses HTML, so that a name which
// holds a script is a name. Under Trusted Types the browser holds us to it.

// element returns <tag> with attributes and children. A child is a node, a string, or null for none. A function among
// the attributes is a listener.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  set(made, attributes)
  made.append(...children.flat().filter((child) => child !== null && child !== ""))
  return made
}

// drawing returns an SVG element, hidden from those who listen: whatever it shows is said in words beside it.
export function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag)
  set(made, attributes)
  made.append(...children)
  return made
}

// write gives an element a text. One that it has already is left alone, and so not laid out again.
export function write(one, text) {
  if (one.textContent !== text) one.textContent = text
}

function set(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value)
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value)
  }
}

// The characters that have no shape of their own, or stand for bytes that are none: those of phrase.Visible in Go, which
// leaves joiners within an emoji alone.
const hidden = /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]|[\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\uFFFD]/u

// visible writes such characters by their number, ‹U+202E›.
export function visible(text) {
  return Array.from(text, (c) => (hidden.test(c) ? "‹" + codePoint(c) + "›" : c)).join("")
}

// signed shows a text out of a proof. It may be anything that somebody signed: characters that would hide or reorder
// others are marked, and what is written from right to left cannot reach beyond its own element.
export function signed(text, tag = "bdi") {
  const made = element(tag, { class: "signed", dir: "auto" })
  let plain = ""
  for (const c of text) {
    if (!hidden.test(c)) {
      plain += c
      continue
    }
    made.append(plain, element("mark", { dir: "ltr" }, codePoint(c)))
    plain = ""
  }
  made.append(plain)
  return made
}

function codePoint(c) {
  return "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")
}
