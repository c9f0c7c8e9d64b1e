// The token of a link: 26 characters of Crockford's base32 behind the #. It stays in the address, so that the page can be
// loaded again and kept as a bookmark.

const letters = 26

// tokenIn finds a token in a link or in a code, as people paste them and programs hand them on; "" where there is none. What
// messengers put behind an address ends it: ?fbclid=, a full stop, a bracket.
export function tokenIn(text) {
  const behind = text.slice(text.lastIndexOf("#") + 1).replaceAll("%20", " ").replace(/[?&/.,;:!)\]}>"'*_~%…’”»].*$/s, "")
  const typed = behind.toUpperCase().replace(/[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff-]/g, "")
  const token = typed.replace(/O/g, "0").replace(/[IL]/g, "1")
  return token.length === letters && /^[0-9A-HJKMNP-TV-Z]+$/.test(token) ? token : ""
}
