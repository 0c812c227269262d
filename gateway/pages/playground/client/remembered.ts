const prefix = 'playground.'

/** An operation is there at the next visit; a role that one plays ends with the tab. */
const places = {
  language: () => localStorage,
  operation: () => localStorage,
  variables: () => localStorage,
  identity: () => sessionStorage,
  purpose: () => sessionStorage,
}

export type Remembered = keyof typeof places

/** What the last visit left in this browser; undefined where there is nothing or storage is forbidden. */
export function remembered(what: Remembered): string | undefined {
  try {
    return places[what]().getItem(prefix + what) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a text in this browser only; never in the address. Without storage the page works and forgets. */
export function remember(what: Remembered, text: string): void {
  try {
    places[what]().setItem(prefix + what, text)
  } catch {
    // Storage is full or forbidden: there is nothing that the reader could do about it here.
  }
}
