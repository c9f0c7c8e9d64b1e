// The way on: the same page under the new address, with what followed the #. That is in the link alone, and no server is
// sent it.

// wayOn returns { href, carries }: what goes along is "certificate", "invitation", or "" for nothing.
export function wayOn(url, pathname, fragment) {
  const signs = pathname.endsWith("/tanda")
  const href = url + (signs ? "/tanda" : "/") + (fragment ? "#" + fragment : "")
  if (!fragment || fragment === "rewritten") return { href, carries: "" }
  return { href, carries: signs ? "invitation" : "certificate" }
}
