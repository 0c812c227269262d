const numbersPerChunk = 10_000

/** `<kind>-52-<chunk>-<sequence>`, synthetic. Throws where a chunk needs more than its numbers. */
export function recordCodeOf(kind: string, chunk: number, sequence: number): string {
  if (sequence >= numbersPerChunk) throw new Error(`chunk ${chunk} has more records than numbers`)
  return `${kind}-52-${String(chunk).padStart(4, '0')}-${String(sequence).padStart(4, '0')}`
}
