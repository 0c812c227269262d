import { isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repositoryRoot } from '../schema/repository-root.ts'

const framesTold = 8

/**
 * Tells the operator of a failure of ours, on standard error: what failed and where in the
 * code. The message of a database or a parser may hold a person's value, so it is left out.
 */
export function reportFailure(failure: { subgraph?: string; requestId: string; error: unknown }): void {
  const { error } = failure
  const line = {
    level: 'error',
    requestId: failure.requestId,
    ...(failure.subgraph ? { subgraph: failure.subgraph } : {}),
    error: error instanceof Error ? word(error.name) : typeof error,
    code: codeOf(error),
    at: error instanceof Error ? placesOf(error) : [],
  }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

function codeOf(error: unknown): string | number | null {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? word(code) : typeof code === 'number' ? code : null
}

/** Names of errors and their codes are words of programmers; anything longer may be a value. */
function word(text: string): string | null {
  return /^[A-Za-z][A-Za-z_]{0,60}$/.test(text) ? text : null
}

/** `file:line:column` inside the repository: no text of the stack itself, which begins with the message. */
function placesOf(error: Error): string[] {
  const lines = (error.stack ?? '').replace(error.message, '').split('\n')
  const places = lines.map((line) => /^ +at (?:.*\()?((?:file:\/\/)?\/[^():]+):(\d{1,6}):(\d{1,6})\)?$/.exec(line))
  return places
    .flatMap((place) => (place ? placeInside(place[1] as string, `${place[2]}:${place[3]}`) : []))
    .slice(0, framesTold)
}

function placeInside(file: string, position: string): string[] {
  const path = relative(repositoryRoot, file.startsWith('file:') ? fileURLToPath(file) : file)
  return path.startsWith('..') || isAbsolute(path) ? [] : [`${path}:${position}`]
}
