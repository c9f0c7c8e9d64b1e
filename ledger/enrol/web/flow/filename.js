// keyName and pledgeName name files after their person, so that whoever finds one among others knows whose it is, and what.
export const keyName = (name) => `kunci-${plain(name) || "ikrar"}.txt`

export const pledgeName = (name, code) => `komitmen-${plain(name) || "ikrar"}-${code}.pledge`

// plain is a name without its titles, in letters that every device takes.
function plain(name) {
  return name.normalize("NFKD").replace(/,.*/, "").replace(/\p{M}/gu, "").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase()
}
