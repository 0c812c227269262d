import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface HubProcess {
  readonly child: ChildProcess
  /** Every line of both outputs so far. */
  readonly lines: string[]
  /** Resolves with the first line that matches. @throws when the process ends before */
  line(pattern: RegExp): Promise<string>
  /** Sends a signal and resolves with the exit code, or with the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** Runs a compiled entry of the hub as a process of its own, as `npm start` does. */
export function startProcess(
  folder: string,
  entry: string,
  args: readonly string[],
  env: Record<string, string>,
): HubProcess {
  const child = spawn('node', ['--enable-source-maps', entry, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const waiting: { pattern: RegExp; found: (line: string) => void; lost: (error: Error) => void }[] = []
  const hear = (line: string) => {
    lines.push(line)
    for (const one of waiting) if (one.pattern.test(line)) one.found(line)
  }
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', hear)
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      for (const one of waiting)
        one.lost(new Error(`the process ended before it said ${one.pattern}:\n${lines.join('\n')}`))
      resolve(signal ?? code)
    })
  })
  return {
    child,
    lines,
    ended,
    line: (pattern) => {
      const said = lines.find((line) => pattern.test(line))
      return said ? Promise.resolve(said) : new Promise((found, lost) => waiting.push({ pattern, found, lost }))
    },
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}
