import { execFile } from 'node:child_process'
import { cp, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../../schema/repository-root.ts'

const carried = [
  'gateway',
  'subgraphs',
  'schema',
  'seed',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.tsconfig.build.json',
]

/** A compiled copy of the hub in a folder of its own; `change` may add to its sources before. */
export async function buildCopy(change: (folder: string) => Promise<void> = async () => {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-copy-'))
  const isSource = (path: string) => !/\.test\.ts$/.test(path)
  for (const name of carried)
    await cp(join(repositoryRoot, name), join(folder, name), { recursive: true, filter: isSource })
  await symlink(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'))
  await change(folder)
  await promisify(execFile)('node', [join(folder, 'node_modules/typescript/bin/tsc'), '-p', '.tsconfig.build.json'], {
    cwd: folder,
  })
  return folder
}
