import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'

/**
 * The text of a file that is made once and then never replaced, readable by its owner alone (0600).
 * Processes that start together on one folder agree on one text: the first to lay it down wins.
 * @param fresh makes the text where there is no file yet
 */
export async function secretFile(path: string, fresh: () => string): Promise<string> {
  const known = await readIfThere(path)
  if (known !== null) return known
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const file = await open(aside, 'wx', 0o600)
    await file.writeFile(fresh())
    // On the disk before it bears its name: what is signed or hashed with it must not outlive it.
    await file.sync()
    await file.close()
    await link(aside, path).catch(unlessThere)
  } finally {
    await rm(aside, { force: true })
  }
  return readFile(path, 'utf8')
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
