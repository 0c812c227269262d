import { type Bilingual, splitBilingual } from '../bilingual.ts'

/** One coordinate that the hub left out of its answer. */
export interface Refusal {
  readonly coordinate: string
  /** The coordinate and why it was left out. */
  readonly message: Bilingual
  readonly class: string
  readonly reason: string
  readonly basis: string
  readonly howTo: Bilingual
  /** The filter, order or computed field that reads it; empty where it was selected. */
  readonly via: string
}

/** Parts refusals, which are no failures, from the errors of an answer; each coordinate comes once from the hub. */
export function gatherRefusals(errors: readonly unknown[]): {
  readonly refusals: readonly Refusal[]
  readonly others: readonly unknown[]
} {
  const refusals: Refusal[] = []
  const others: unknown[] = []
  for (const error of errors) {
    const told = extensionsOf(error)
    if (told.code === 'ACCESS_DENIED' && typeof told.coordinate === 'string') refusals.push(readRefusal(error, told))
    else others.push(error)
  }
  return { refusals, others }
}

type Loose = Readonly<Record<string, unknown>>

function extensionsOf(error: unknown): Loose {
  const extensions = typeof error === 'object' && error !== null && 'extensions' in error ? error.extensions : null
  return typeof extensions === 'object' && extensions !== null ? (extensions as Loose) : {}
}

function readRefusal(error: unknown, told: Loose): Refusal {
  const text = (name: string) => (typeof told[name] === 'string' ? told[name] : '')
  return {
    coordinate: text('coordinate'),
    message: splitBilingual(String((error as { message?: unknown }).message ?? '')),
    class: text('class'),
    reason: text('reason'),
    basis: text('basis'),
    howTo: splitBilingual(text('howTo')),
    via: text('via'),
  }
}
