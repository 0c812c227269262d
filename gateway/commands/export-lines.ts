/** The parts of a log on their way into a file. */
export interface LogParts {
  readonly keys: readonly object[]
  /** From the database and from the file beside it. */
  readonly heads: readonly AsyncIterable<unknown>[]
  readonly records: AsyncIterable<unknown>
}

/** What was written, by kind. */
export interface ExportCounts {
  key: number
  head: number
  record: number
}

/**
 * The lines of an export: one JSON object each, with its `kind`; keys first, then every head once, then the
 * records. `counts` grows as the lines are taken.
 */
export async function* exportLines({ keys, heads, records }: LogParts, counts: ExportCounts): AsyncGenerator<string> {
  const line = (kind: keyof ExportCounts, entry: unknown) => {
    counts[kind] += 1
    // Said twice: first in the line, and not to be overruled by what a forged entry holds.
    return `${JSON.stringify({ ...{ kind }, ...(entry as object), ...{ kind } })}\n`
  }
  for (const key of keys) yield line('key', key)
  const seen = new Set<string>()
  for (const source of heads) {
    for await (const head of source) {
      const text = JSON.stringify(Object.entries(head as object).sort())
      if (seen.has(text)) continue
      seen.add(text)
      yield line('head', head)
    }
  }
  for await (const record of records) yield line('record', record)
}
