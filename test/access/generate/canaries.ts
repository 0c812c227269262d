import { createHash } from 'node:crypto'
import type { Hub } from '../../../gateway/hub.ts'
import { type Cell, cells, classes, type TypeFacts } from './province-tables.ts'
import { type PlainRow, plainRows, writeChange } from './rows.ts'

/** A value that stands in one cell of one row and nowhere else in the world. */
export interface Canary {
  readonly text: string
  readonly cell: Cell
}

/** The forms in which a canary may come out. */
const forms: readonly ((text: string) => readonly string[])[] = [
  (text) => [text],
  (text) => [
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[^\x20-\x7e]/g, escaped),
  ],
  (text) => [encodeURIComponent(text)],
  (text) => [[...text].reverse().join('')],
  (text) => [Buffer.from(text).toString('hex'), Buffer.from(text).toString('hex').toUpperCase()],
  (text) => [createHash('sha256').update(text).digest('hex')],
  // A canary inside a longer text has one of three places in its base64; what its neighbours share is cut off.
  (text) => [0, 1, 2].flatMap((shift) => inner(Buffer.from('.'.repeat(shift) + text), shift, 'base64')),
  (text) => [0, 1, 2].flatMap((shift) => inner(Buffer.from('.'.repeat(shift) + text), shift, 'base64url')),
]

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function inner(bytes: Buffer, shift: number, encoding: 'base64' | 'base64url'): string[] {
  const whole = bytes.length - (bytes.length % 3)
  const text = bytes.subarray(0, whole).toString(encoding)
  return [text.slice(shift === 0 ? 0 : 4)]
}

/** The shortest form is that of a number or a date; the first characters find, and the whole form decides. */
const windowChars = 10

/** What finds canaries in a text, in whatever form. */
export function canaryFinder(canaries: readonly Canary[]): (text: string) => readonly Canary[] {
  const byStart = new Map<string, { readonly form: string; readonly canary: Canary }[]>()
  for (const canary of canaries) {
    for (const form of new Set(forms.flatMap((make) => make(canary.text)))) {
      if (form.length < windowChars) continue
      const start = form.slice(0, windowChars)
      const known = byStart.get(start)
      if (known) known.push({ form, canary })
      else byStart.set(start, [{ form, canary }])
    }
  }
  return (text) => {
    const found = new Set<Canary>()
    for (let at = 0; at + windowChars <= text.length; at += 1) {
      const starting = byStart.get(text.slice(at, at + windowChars))
      for (const { form, canary } of starting ?? []) if (text.startsWith(form, at)) found.add(canary)
    }
    return [...found]
  }
}

/**
 * Puts a canary into every cell that is neither open nor a key, in so many rows of each collection:
 * texts of 16 characters, and dates and numbers that no record has.
 */
export async function plantCanaries(
  hub: Hub,
  types: ReadonlyMap<string, TypeFacts>,
  rowsEach: number,
): Promise<Canary[]> {
  const planted: Canary[] = []
  for (const collection of new Set(cells.map((cell) => cell.collection))) {
    const wanted = cells.filter((cell) => cell.collection === collection && isClosed(cell))
    const rows = (await plainRows(hub, collection)).slice(0, rowsEach)
    for (const row of rows) {
      const changed: Record<string, unknown> = {}
      for (const cell of wanted) {
        const value = canaryFor(typeOf(cell, types), planted.length, row[cell.field])
        if (value === null) continue
        changed[cell.field] = value
        planted.push({ text: String([value].flat()[0]), cell })
      }
      if (Object.keys(changed).length > 0) {
        const after: PlainRow = { ...row, ...changed }
        if (!(await writeChange(hub, { collection, before: row, after }))) throw new Error('no canary could be planted')
      }
    }
  }
  return planted
}

function isClosed({ kind, readBy: [first = ''] }: Cell): boolean {
  return kind === '' && ['SHARED', 'RESTRICTED', 'SENSITIVE'].includes(classes.get(first) ?? '')
}

function typeOf({ readBy: [first = ''] }: Cell, types: ReadonlyMap<string, TypeFacts>): string {
  const [type = '', field = ''] = first.split('.')
  return types.get(type)?.fields.get(field)?.answers ?? ''
}

/** Null for what has only a few values, which no canary can be. */
function canaryFor(type: string, number: number, known: unknown): unknown {
  if (type === 'String') {
    const text = `Đ${createHash('sha256').update(`canary ${number}`).digest('hex').slice(0, 15)}`
    return Array.isArray(known) ? [text] : text
  }
  // A century in which nothing is registered yet, and numbers that fit into 32 bits.
  if (type === 'Date') return new Date(Date.UTC(2100, 0, 1 + number)).toISOString().slice(0, 10)
  return type === 'Int' || type === 'Float' ? 1_900_000_007 + number * 13 : null
}
