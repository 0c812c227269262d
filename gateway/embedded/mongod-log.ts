import { open, rename, stat } from 'node:fs/promises'
import { limits } from '../../schema/limits.ts'

/** Sets the log aside as `<path>.1` (replacing the one before) where it has grown past `maxBytes`; true if it did. */
export async function setLogAside(path: string, maxBytes: number = limits.mongodLogBytes): Promise<boolean> {
  if ((await logSize(path)) <= maxBytes) return false
  await rename(path, `${path}.1`)
  return true
}

/** The same for the log of the running mongod `pid`, which begins a new one on SIGUSR1 (`--logRotate reopen`). */
export async function rotateLog(path: string, pid: number, maxBytes: number = limits.mongodLogBytes): Promise<void> {
  if (await setLogAside(path, maxBytes)) process.kill(pid, 'SIGUSR1')
}

/**
 * Keeps the log of a running mongod bounded; returns the function that ends this.
 * Windows has no such signal and bounds it at the next start.
 */
export function boundLog(path: string, pid: number): () => void {
  if (process.platform === 'win32') return () => {}
  // a log that cannot be moved is no reason to stop serving
  const timer = setInterval(() => rotateLog(path, pid).catch(() => undefined), limits.mongodLogCheckMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Bytes; 0 where there is no log yet. */
export function logSize(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

/** What was written after `fromByte`, its last 64 KiB at most. */
export async function logSince(path: string, fromByte: number): Promise<string> {
  const size = await logSize(path)
  const start = Math.max(fromByte, size - 64 * 1024)
  if (size <= start) return ''
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
