import { execFile } from 'node:child_process'

/** How a program ended: `code` is null where it was stopped by a limit or a signal or never ran. */
export interface ProgramEnd {
  readonly code: number | null
  /** True where the system has no such program, or may not run it. */
  readonly missing: boolean
  /** Standard output and error, one after the other; for judging, not for showing. */
  readonly output: string
}

/** Runs a program without a shell and never rejects. `limitMs` in milliseconds. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { readonly limitMs: number; readonly env?: NodeJS.ProcessEnv },
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const settings = {
      env: options.env ?? process.env,
      timeout: options.limitMs,
      killSignal: 'SIGKILL',
      maxBuffer: 8 * 1024 * 1024,
      windowsHide: true,
    } as const
    try {
      execFile(file, [...args], settings, (error, stdout, stderr) => {
        const output = `${stdout}\n${stderr}`
        if (error === null) return resolve({ code: 0, missing: false, output })
        const code = error.code as unknown
        resolve({ code: typeof code === 'number' ? code : null, missing: typeof code === 'string', output })
      })
    } catch {
      // spawn throws at once for a path that no system accepts (a NUL in it)
      resolve({ code: null, missing: true, output: '' })
    }
  })
}
