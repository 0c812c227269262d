import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Head } from './head.ts'

/** The copy of the heads outside the database: who can write the database alone cannot cut them. */
export function headsFilePath(dataDir: string): string {
  return join(dataDir, 'log-heads.jsonl')
}

/**
 * Appends one head and waits until it is on the disk. The file is opened anew each time, so that one
 * that was set aside is not written any more; one write of one line, so that two processes on a folder
 * never mix their lines.
 */
export async function appendHead(path: string, head: Head): Promise<void> {
  const file = await open(path, 'a+', 0o600)
  try {
    // A crash or a full disk may have left half a line: the new one starts on a line of its own.
    const { size } = await file.stat()
    const last = Buffer.alloc(1, '\n')
    if (size > 0) await file.read(last, 0, 1, size - 1)
    const line = Buffer.from(`${last.toString() === '\n' ? '' : '\n'}${JSON.stringify(head)}\n`)
    const { bytesWritten } = await file.write(line)
    if (bytesWritten < line.length) throw new Error('the head was written by half')
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The heads of the file, oldest first; none where there is no file. Half a line of a crash is passed over. */
export async function* readHeadsFile(path: string): AsyncGenerator<Head> {
  const file = await open(path).catch(absent)
  if (!file) return
  const input = createReadStream('', { fd: file })
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const head = parse(line)
    if (head) yield head
  }
}

/** The last whole head of the file, whichever process wrote it; null where there is none. */
export async function lastHead(path: string): Promise<Head | null> {
  const file = await open(path).catch(absent)
  if (!file) return null
  try {
    const { size } = await file.stat()
    const length = Math.min(size, tailBytes)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    const heads = buffer.toString().split('\n').map(parse)
    return heads.findLast((head) => head !== null) ?? null
  } finally {
    await file.close()
  }
}

/** Some hundred heads; only the last is wanted. */
const tailBytes = 64 * 1024

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

function parse(line: string): Head | null {
  try {
    const head: Head | null = JSON.parse(line)
    return typeof head?.writer === 'string' && Number.isInteger(head.index) ? head : null
  } catch {
    return null
  }
}
