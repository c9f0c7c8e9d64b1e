// When two addresses are one: PROOF.md, "The address".

// isSame compares scheme, host, port and path: schemes and hosts in either case, the usual port named or not, a final dot of
// the host and final slashes left out.
export function isSame(a, b) {
  const one = normal(a), other = normal(b)
  return one !== null && one === other
}

function normal(address) {
  try {
    const { protocol, hostname, port, pathname } = new URL(address)
    return `${protocol}//${hostname.replace(/\.$/, "")}:${port}${pathname.replace(/\/+$/, "")}`
  } catch {
    return null
  }
}
