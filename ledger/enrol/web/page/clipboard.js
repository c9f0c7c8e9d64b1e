// Copies a text.

export async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false // forbidden, or plain http: the text is shown to be copied by hand
  }
}
