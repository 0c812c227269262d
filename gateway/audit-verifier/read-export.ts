import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** Everything of an export but its records, which are many. */
export interface ExportHeader {
  readonly keys: unknown[]
  readonly heads: unknown[]
  /** The first records of the chains. */
  readonly beginnings: unknown[]
}

/** Reads an export once for what must be known before its records. @throws the error of the file system */
export async function readExportHeader(file: string): Promise<ExportHeader> {
  const header: ExportHeader = { keys: [], heads: [], beginnings: [] }
  for await (const line of linesOf(file)) {
    // Nearly all lines are records that need not be parsed twice.
    if (!/"(key|head|genesis)"/.test(line)) continue
    const entry = parse(line)
    if (entry?.kind === 'key') header.keys.push(entry)
    if (entry?.kind === 'head') header.heads.push(entry)
    if (entry?.kind === 'record' && entry.index === 0) header.beginnings.push(entry)
  }
  return header
}

/** The records of an export in the order of its lines; a line that is nothing known is given as it is, to be found. */
export async function* readExportRecords(file: string): AsyncGenerator<unknown> {
  for await (const line of linesOf(file)) {
    const entry = parse(line)
    if (entry?.kind !== 'key' && entry?.kind !== 'head') yield entry ?? line
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield line
  }
}

function parse(line: string): { kind?: unknown; index?: unknown } | null {
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'object' ? entry : null
  } catch {
    return null
  }
}
