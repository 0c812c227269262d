/** Gives the next number of one kind of register in one commune and year. */
export type NextNumber = (register: string, unitCode: string, year: string) => string

/**
 * Numbers `n/year`, counted from the start of each year as a register is. Chunks take turns
 * (chunk 2 of 10 has 3, 13, 23 …), so numbers are unique over all chunks, dense, and never
 * run out. A code that was used again within a year goes on with its old book.
 */
export function registerBook(chunk: { index: number; chunkCount: number }): NextNumber {
  const taken = new Map<string, number>()
  return (register, unitCode, year) => {
    const book = `${register} ${unitCode} ${year}`
    const turn = taken.get(book) ?? 0
    taken.set(book, turn + 1)
    return `${turn * chunk.chunkCount + chunk.index + 1}/${year}`
  }
}
