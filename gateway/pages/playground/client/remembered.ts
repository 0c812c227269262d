const prefix = 'playground.'

export type Remembered = 'language' | 'operation' | 'variables'

/** What the last visit left in this browser; undefined where there is nothing or storage is forbidden. */
export function remembered(what: Remembered): string | undefined {
  try {
    return localStorage.getItem(prefix + what) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a text in this browser only; never in the address. Without storage the page works and forgets. */
export function remember(what: Remembered, text: string): void {
  try {
    localStorage.setItem(prefix + what, text)
  } catch {
    // Storage is full or forbidden: there is nothing that the reader could do about it here.
  }
}
