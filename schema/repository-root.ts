import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder that holds `package.json`. Code runs from `dist/` when served and from
 * source in tests; schemas, reference data and pages are read from here in both.
 */
export const repositoryRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)))

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('package.json not found above the code: the installation is incomplete')
  return findRoot(parent)
}
