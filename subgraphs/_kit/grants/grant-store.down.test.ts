import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../../schema/limits.ts'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import { type OwnMongod, ownMongod } from '../../../test/setup/mongod.ts'
import { waitFor } from '../../../test/setup/wait-for.ts'
import { breach, sampleGrant } from './fixtures/sample-grant.ts'
import { type GrantStore, openGrantStore } from './grant-store.ts'

let mongod: OwnMongod
const closing: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  mongod = await ownMongod()
})
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})
afterAll(() => mongod.remove())

const by = 'the test'

function open(lines: string[] = []): GrantStore {
  const store = openGrantStore({
    uri: mongod.uri,
    now: () => new Date(),
    processName: 'hub',
    say: (line) => lines.push(line),
  })
  closing.push(() => store.close())
  return store
}

const stateOf = (store: GrantStore) => store.current()?.byAgency.get(sampleGrant().agency)?.[0]?.state ?? null

describe('a process whose store of grants', () => {
  test('is gone, answers nothing above LOOKUP before its lease would have ended, and comes back by itself', async () => {
    const lines: string[] = []
    const store = open(lines)
    await store.put([sampleGrant()], by)
    expect(stateOf(store)).toBe('ACTIVE')
    await mongod.stop()
    await waitFor(
      async () => store.current(),
      (book) => book === null,
    )
    expect(await store.atLeast(1)).toBe(false)
    await mongod.start()
    await waitFor(
      async () => stateOf(store),
      (state) => state === 'ACTIVE',
    )
    await waitFor(
      async () => lines,
      (said) => said.length === 2,
    )
    expect(lines[0]).toContain('open data and look-ups only')
    expect(lines[1]).toContain('answers again')
    expect(lines.join()).not.toMatch(/mongodb:|127\.0\.0\.1/)
  })

  test('answers nothing any more though its connections stand, loses its lease all the same', async () => {
    const store = open()
    await store.put([sampleGrant()], by)
    mongod.freeze()
    try {
      await waitFor(
        async () => store.current(),
        (book) => book === null,
      )
    } finally {
      mongod.thaw()
    }
    await waitFor(
      async () => stateOf(store),
      (state) => state !== null,
    )
  })

  test('is not there at the start, starts all the same and takes the grants up when it comes', async () => {
    const before = open()
    await before.put([sampleGrant()], by)
    await before.close()
    await mongod.stop()
    const store = open()
    expect(store.current()).toBeNull()
    const refused = await store.suspend([sampleGrant().id], breach, by).then(
      () => null,
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(Error)
    await mongod.start()
    await waitFor(
      async () => stateOf(store),
      (state) => state === 'ACTIVE',
    )
  })

  test('suspends while it stands still itself: woken, it has no lease to answer by', async () => {
    const store = open()
    await store.put([sampleGrant()], by)
    await store.atLeast(1)
    const { NODE_OPTIONS: _, ...env } = process.env
    const script = join(repositoryRoot, 'subgraphs/_kit/grants/fixtures/sleeper.mjs')
    const child = fork(script, [mongod.uri], { execArgv: [], env })
    closing.push(async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    })
    const answer = async () => {
      const said = once(child, 'message')
      child.send('state?')
      return (await said)[0]
    }
    await once(child, 'message')
    await waitFor(answer, (state) => state === 'ACTIVE')
    child.kill('SIGSTOP')
    const report = await store.suspend([sampleGrant().id], breach, by)
    expect(report).toMatchObject({ confirmed: 1, silent: 1 })
    expect(report.waitedMs).toBeGreaterThanOrEqual(limits.grantLeaseMs)
    const first = once(child, 'message')
    child.send('state?')
    child.kill('SIGCONT')
    expect((await first)[0]).not.toBe('ACTIVE')
    await waitFor(answer, (state) => state === 'SUSPENDED')
  })
})
