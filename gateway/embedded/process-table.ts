import { readdir, readFile } from 'node:fs/promises'
import { limits } from '../../schema/limits.ts'
import { runProgram } from './run-program.ts'

/**
 * What the system says of other processes. Linux answers from /proc (`ps` is missing in
 * slim containers), macOS through `ps`. Windows is asked only whether a process lives:
 * there mongod's own lock on its folder is what keeps a second one out.
 */
const system = process.platform

/**
 * When process `pid` started, in a form that only it can have: a process id alone comes
 * back after a restart, and in containers the hub always has the same one. Undefined
 * where no such process runs (one that ended and waits to be collected has ended).
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (system === 'linux') return linuxStart(pid)
  if (system === 'win32') return isAlive(pid) ? 'alive' : undefined
  const end = await runProgram('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { limitMs: limits.mongodVersionMs })
  const [state, ...started] = end.output.trim().split(/\s+/)
  return state === undefined || state === '' || state.startsWith('Z') ? undefined : started.join(' ')
}

/** The command lines of all processes that can be seen, their parts joined by spaces. */
export async function commandLines(): Promise<{ pid: number; line: string }[]> {
  if (system === 'linux') return linuxCommandLines()
  if (system === 'win32') return []
  const end = await runProgram('ps', ['-axww', '-o', 'pid=,args='], { limitMs: limits.mongodVersionMs })
  return end.output.split('\n').flatMap((row) => {
    const parts = /^\s*(\d+)\s+(.+)$/.exec(row)
    return parts?.[2] === undefined ? [] : [{ pid: Number(parts[1]), line: parts[2] }]
  })
}

async function linuxStart(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // the name stands in brackets and may hold anything; state is field 3, the start in ticks field 22
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, ticks] = [fields[0], fields[19]]
  if (ticks === undefined || state === 'Z' || state === 'X') return undefined
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return `${boot.trim()}/${ticks}`
}

async function linuxCommandLines(): Promise<{ pid: number; line: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = pids.map(async (pid) => {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return { pid: Number(pid), line: text.split('\0').join(' ').trimEnd() }
  })
  return (await Promise.all(lines)).filter(({ line }) => line !== '')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
