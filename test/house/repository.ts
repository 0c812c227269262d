import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../schema/repository-root.ts'

/** Every file of the repository, tracked or about to be, without what is ignored. */
export function repositoryFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: repositoryRoot }).toString()
  return [...new Set(list.split('\n').filter(Boolean))].sort()
}

/** The TypeScript of the hub itself; tests and fixtures left out. */
export function sourceFiles(): string[] {
  return repositoryFiles().filter(
    (file) =>
      /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file) && !/(^|\/)fixtures\//.test(file) && !file.startsWith('test/'),
  )
}

/** All tests of the repository. */
export function testFiles(): string[] {
  return repositoryFiles().filter((file) => /\.test\.ts$/.test(file))
}

/** The text of a file of the repository. */
export function textOf(file: string): string {
  return readFileSync(join(repositoryRoot, file), 'utf8')
}
