/** A mutant as its patch states it. */
export interface Patch {
  readonly notes: Record<string, string>
  readonly file: string
  readonly hunks: readonly { readonly before: string; readonly after: string }[]
}

export function readPatch(text: string): Patch
export function applyPatch(source: string, patch: Patch): string
