import { randomBytes } from 'node:crypto'
import { link, rename, rm, writeFile } from 'node:fs/promises'

/**
 * Replaces a file for its owner alone (0600). It is written aside and renamed: a crash leaves the
 * old file or the new one, never half of it, and who reads meanwhile reads one of the two.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writtenAside(path, text, (aside) => rename(aside, path))
}

/** Makes a file in the same way and never replaces one; false where somebody else's is there. */
export async function writeOnce(path: string, text: string): Promise<boolean> {
  try {
    await writtenAside(path, text, (aside) => link(aside, path))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function writtenAside(path: string, text: string, put: (aside: string) => Promise<void>): Promise<void> {
  // A name that nobody can have laid out before, and no link is followed to.
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(aside, text, { mode: 0o600, flag: 'wx' })
    await put(aside)
  } finally {
    await rm(aside, { force: true })
  }
}
