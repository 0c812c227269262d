import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { ConfigError } from '../../../schema/config-error.ts'
import { limits } from '../../../schema/limits.ts'

/**
 * Changes the file of keys, one process at a time: the text that `edit` makes of the present one
 * (null where there is none) is on the disk before this resolves. A key that a crash could lose
 * would lose what it sealed.
 * @throws ConfigError where another process keeps the file for longer than `limits.dataKeysLockMs`
 */
export async function changeKeyFile(path: string, edit: (text: string | null) => string): Promise<void> {
  const lock = `${path}.lock`
  await takeLock(lock)
  try {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    await replaceDurably(path, edit(text))
  } finally {
    await rm(lock, { force: true })
  }
}

async function takeLock(lock: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += limits.dataKeysLockPollMs) {
    try {
      const file = await open(lock, 'wx', 0o600)
      await file.writeFile(String(process.pid))
      return await file.close()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (await isLeftBehind(lock)) await rm(lock, { force: true })
    else if (waitedMs >= limits.dataKeysLockMs) throw locked(lock)
    else await setTimeout(limits.dataKeysLockPollMs)
  }
}

/** The lock of a process that was killed; one without a number yet is being written. */
async function isLeftBehind(lock: string): Promise<boolean> {
  const pid = Number(await readFile(lock, 'utf8').catch(() => ''))
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

async function replaceDurably(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(aside, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(aside, path)
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
}

function locked(lock: string): ConfigError {
  return new ConfigError(
    `${lock}: một tiến trình khác đang đổi khóa dữ liệu; hãy chờ, hoặc xóa tệp này nếu không còn tiến trình nào. ` +
      'Another process is changing the data keys; wait for it, or remove this file if there is none.',
  )
}
