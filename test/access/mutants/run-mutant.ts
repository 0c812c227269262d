import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import { readPatch } from './apply-patch.mjs'

/** What a run of tests over a mutant ended with. */
export interface MutantRun {
  readonly failed: number
  readonly passed: number
  /** Suites that did not run at all: a mutant that does not load is not killed. */
  readonly broken: number
  readonly told: string
}

interface Wanted {
  /** Path of the patch. */
  readonly patch: string
  readonly test: string
  /** Part of the names of the tests that run; all without one. */
  readonly name?: string | undefined
  readonly env?: Readonly<Record<string, string>>
}

/** What the header of a patch says. */
export async function readMutant(patch: string): Promise<{ notes: Record<string, string>; file: string }> {
  return readPatch(await readFile(patch, 'utf8'))
}

/** Runs tests in a process of their own over the sources with one guard taken out, on the database of this run. */
export async function runMutant({ patch, test, name, env }: Wanted): Promise<MutantRun> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-mutant-'))
  const report = join(folder, 'report.json')
  try {
    const config = JSON.stringify(await mutantConfig())
    const told = await ended(
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
        ...['node_modules/jest/bin/jest.js', '--config', config, '--runInBand', '--forceExit'],
        ...['--json', '--outputFile', report, '--runTestsByPath', test, ...(name ? ['-t', name] : [])],
      ],
      { ...process.env, ...env, HUB_MUTANT: patch, NODE_OPTIONS: '' },
    )
    const text = await readFile(report, 'utf8').catch(() => '{}')
    const { numFailedTests = 0, numPassedTests = 0, numRuntimeErrorTestSuites = 1 } = JSON.parse(text)
    return { failed: numFailedTests, passed: numPassedTests, broken: numRuntimeErrorTestSuites, told }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The repository's own configuration of Jest, with the transform that takes the guard out and no database of its own. */
async function mutantConfig(): Promise<object> {
  const { jest } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'))
  const { globalSetup: _setup, globalTeardown: _teardown, reporters: _reporters, ...rest } = jest
  const [[pattern, [, options]]] = Object.entries<[string, object]>(jest.transform) as [[string, [string, object]]]
  const transform = join(repositoryRoot, 'test/access/mutants/patching-transform.mjs')
  return {
    ...rest,
    rootDir: repositoryRoot,
    transform: { [pattern]: [transform, { ...options, rootDir: repositoryRoot }] },
  }
}

function ended(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...args], { cwd: repositoryRoot, env, maxBuffer: 1 << 26 }, (_error, stdout, stderr) =>
      resolve(stdout.slice(-4_000) + stderr.slice(-4_000)),
    )
  })
}
