import { limits } from '../../schema/limits.ts'
import { mongodMark } from './mongod-arguments.ts'
import { commandLines, processStart } from './process-table.ts'
import { waitUntil } from './wait-until.ts'

const guardianName = 'guardian.mjs'

/**
 * The processes that a hub started for the data in `dbPath` (its real path): told by the
 * whole command line, never by a stored id alone. A mongod that a person started there
 * with other arguments is not among them.
 */
export async function ownProcesses(dbPath: string): Promise<{ mongods: number[]; guardians: number[] }> {
  const mark = mongodMark(dbPath)
  const found: { mongods: number[]; guardians: number[] } = { mongods: [], guardians: [] }
  for (const { pid, line } of await commandLines()) {
    const at = line.indexOf(mark)
    if (at === -1) continue
    const program = line.slice(0, at)
    if (program.includes(guardianName)) found.guardians.push(pid)
    else if (/(^|\/)mongod$/.test(program)) found.mongods.push(pid)
  }
  return found
}

/**
 * Ends what a killed hub left running on `dbPath`, so that the folder is free. To be
 * called only by the one that holds the claim on it (`claim-folder.ts`).
 */
export async function endOrphans(dbPath: string, say: (line: string) => void): Promise<void> {
  for (const pid of (await ownProcesses(dbPath)).mongods) {
    say(`mongod: dừng tiến trình ${pid} còn lại từ lần chạy trước — stopping process ${pid}, left by an earlier run`)
    await endProcess(pid)
  }
}

/** SIGTERM, and SIGKILL where that does not help in time; resolves when the process is gone. */
export async function endProcess(pid: number): Promise<void> {
  const started = await processStart(pid)
  const gone = async () => started === undefined || (await processStart(pid)) !== started
  if (await gone()) return
  signal(pid, 'SIGTERM')
  if (await waitUntil(gone, limits.mongodStopMs)) return
  signal(pid, 'SIGKILL')
  if (await waitUntil(gone, limits.mongodStopMs)) return
  throw new Error(`Không dừng được tiến trình ${pid} — Process ${pid} does not end`)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // it ended by itself in between
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
