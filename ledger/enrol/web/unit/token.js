// The token of a link: 26 characters of Crockford's base32 behind the #. It stays in the address, so that the page can be
// loaded again and kept as a bookmark.

const letters = 26

// tokenIn finds a token in a link or in a code, as people paste them; "" where there is none.
export function tokenIn(text) {
  const typed = text.slice(text.lastIndexOf("#") + 1).toUpperCase().replace(/[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff-]/g, "")
  const token = typed.replace(/O/g, "0").replace(/[IL]/g, "1")
  return token.length === letters && /^[0-9A-HJKMNP-TV-Z]+$/.test(token) ? token : ""
}
