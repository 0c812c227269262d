import { statSync } from 'node:fs'

/**
 * A text that changes whenever a file is replaced, written or removed; `absent` where there is none.
 * Synchronous on purpose: it costs microseconds, and an answer given across a wait could be of
 * the file before.
 */
export function fileStamp(path: string): string {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    return found ? `${found.ino}.${found.size}.${found.mtimeNs}.${found.ctimeNs}` : 'absent'
  } catch {
    return 'unreadable'
  }
}
