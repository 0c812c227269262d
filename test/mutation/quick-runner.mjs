import { register } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { collected, runGroup, testsOf } from './test-globals.mjs'

// A runner for Stryker that loads the tests once and runs them for mutant after mutant in one process:
// a start of Jest for each costs a hundred times as much as the tests.

register('./module-hooks.mjs', import.meta.url)

const instrumented = () => {
  globalThis.__stryker__ ??= {}
  return globalThis.__stryker__
}

class QuickRunner {
  static inject = ['options']
  #tests
  #files = null

  constructor({ quickTests }) {
    this.#tests = quickTests
  }

  /** A mutant that acts while modules load needs a process of its own, which Stryker then starts. */
  capabilities() {
    return { reloadEnvironment: false }
  }

  async dryRun() {
    const space = instrumented()
    space.mutantCoverage = { static: {}, perTest: {} }
    const tests = []
    const ended = await this.#run(null, async ({ id, name }, run) => {
      space.currentTestId = id
      const began = performance.now()
      const failure = await failureOf(run)
      space.currentTestId = undefined
      const told = { id, name, timeSpentMs: Math.round(performance.now() - began) }
      tests.push(failure === null ? { ...told, status: 0 } : { ...told, status: 1, failureMessage: failure })
      return true
    })
    if (ended !== null) return { status: 'error', errorMessage: ended }
    return { status: 'complete', tests, mutantCoverage: space.mutantCoverage }
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit }) {
    const space = instrumented()
    if (mutantActivation === 'runtime') await this.#load().catch(() => {})
    Object.assign(space, { activeMutant: activeMutant.id, hitCount: 0, hitLimit, currentTestId: undefined })
    let nrOfTests = 0
    let killed = null
    const ended = await this.#run(testFilter, async ({ id }, run) => {
      nrOfTests += 1
      const failure = await failureOf(run)
      if (failure !== null) killed = { id, failure }
      return failure === null
    })
    const endless = hitLimit !== undefined && space.hitCount > hitLimit
    Object.assign(space, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined })
    if (endless) return { status: 'timeout' }
    // What fails before a test begins, a module or a hook, is a failure of all.
    if (ended !== null) return { status: 'killed', killedBy: [], failureMessage: ended, nrOfTests }
    if (killed) return { status: 'killed', killedBy: [killed.id], failureMessage: killed.failure, nrOfTests }
    return { status: 'survived', nrOfTests }
  }

  /** Null, or what ended the run outside of a test. */
  async #run(filter, around) {
    const wanted = filter ? new Set(filter) : null
    return failureOf(async () => {
      for (const group of await this.#load()) {
        if (!(await runGroup(group, ({ id }) => wanted?.has(id) ?? true, around))) return
      }
    })
  }

  async #load() {
    if (this.#files) return this.#files
    const files = []
    for (const file of this.#tests) {
      files.push(await collected(file, () => import(pathToFileURL(join(process.cwd(), file)).href)))
    }
    const ids = files.flatMap(testsOf).map(({ id }) => id)
    if (new Set(ids).size < ids.length) throw new Error('two tests have one name')
    this.#files = files
    return files
  }
}

async function failureOf(run) {
  try {
    await run()
    return null
  } catch (error) {
    return String(error?.message ?? error)
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'quick', injectableClass: QuickRunner }]
