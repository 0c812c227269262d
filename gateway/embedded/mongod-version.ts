import { limits } from '../../schema/limits.ts'
import { runProgram } from './run-program.ts'

/** The file name of the server on this system. */
export const mongodName: string = process.platform === 'win32' ? 'mongod.exe' : 'mongod'

/** The MongoDB driver in use speaks to nothing older. */
const oldest = [4, 2] as const

/**
 * Asks a binary for its version: `6.0.5`. Nothing else decides whether a mongod can be used,
 * for a file made for another system or cut short on the way does not answer.
 * Returns `{ reason }`, one bilingual line, for a binary that will not do.
 */
export async function mongodVersion(path: string): Promise<{ version: string } | { reason: string }> {
  const end = await runProgram(path, ['--version'], { limitMs: limits.mongodVersionMs })
  const version = /^db version v(\d+\.\d+\.\d+\S*)/m.exec(end.output)?.[1]
  if (end.code !== 0 || version === undefined) {
    return { reason: 'có tệp nhưng không chạy được trên máy này — a file is there that does not run on this machine' }
  }
  if (compareVersions(version, oldest.join('.')) < 0) {
    return { reason: `bản ${version} quá cũ — version ${version} is older than ${oldest.join('.')}` }
  }
  return { version }
}

/** Orders `6.0.5` after `6.0` and before `10.0.0`; what is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0)
  const right = b.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0)
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
