import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { type MutantRun, readMutant, runMutant } from './mutants/run-mutant.ts'

const folder = join(repositoryRoot, 'test/access/mutants')
const mutants = readdirSync(folder)
  .filter((file) => file.endsWith('.patch'))
  .sort()
const long = process.env.HUB_TEST_LONG === 'yes'

test('every guard has its mutant', () => expect(mutants.length).toBeGreaterThanOrEqual(25))

describe('a guard that is taken out is missed by the test that its patch names', () => {
  let runs: ReadonlyMap<string, Promise<MutantRun>>
  beforeAll(() => {
    // At most two at a time: each is a process of its own, and a machine of CI has two cores.
    runs = inTurns(mutants, 2, killingRun)
  })

  test.each(mutants)(
    '%s',
    async (mutant) => {
      const { failed, broken, told } = (await runs.get(mutant)) as MutantRun
      expect(broken > 0 || failed === 0 ? told : 'killed').toBe('killed')
    },
    240_000,
  )
})

describe('with one of the two layers switched off the other holds: nobody sees a canary', () => {
  test.each(['gateway-judges-nothing.patch', 'subgraph-judges-nothing.patch'])(
    '%s',
    async (mutant) => {
      const patch = join(folder, mutant)
      const path = (await readMutant(patch)).notes.survives ?? ''
      const { failed, broken, passed, told } = await runMutant({ patch, test: path })
      expect(failed + broken > 0 ? told : passed).toBe(3)
    },
    400_000,
  )
})

if (long) {
  describe('a guard that is taken out is seen in answers, by the property, in 500 pairs', () => {
    test.each(mutants)(
      '%s',
      async (mutant) => {
        const patch = join(folder, mutant)
        const { notes } = await readMutant(patch)
        if (notes.property !== 'kills') return expect(notes.property).toMatch(/^blind: ./)
        const env = { HUB_TEST_PAIRS: '500', HUB_TEST_LONG: '' }
        const run = await runMutant({
          patch,
          test: 'test/access/noninterference.test.ts',
          name: 'changes no byte',
          env,
        })
        expect(run.broken > 0 || run.failed === 0 ? run.told : 'killed').toBe('killed')
      },
      900_000,
    )
  })
}

async function killingRun(mutant: string): Promise<MutantRun> {
  const patch = join(folder, mutant)
  const [, path = '', name] = /^(\S+)(?: -t "(.*)")?$/.exec((await readMutant(patch)).notes['killed-by'] ?? '') ?? []
  return runMutant({ patch, test: path, name })
}

/** Begins all, so many at a time, in their order. */
function inTurns<T>(
  names: readonly string[],
  most: number,
  work: (name: string) => Promise<T>,
): Map<string, Promise<T>> {
  const waiting: (() => void)[] = []
  let free = most
  const run = async (name: string) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work(name)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
  return new Map(names.map((name) => [name, run(name)]))
}
