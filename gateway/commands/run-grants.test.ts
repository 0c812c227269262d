import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Grant } from '../../schema/access/grant.ts'
import { sampleGrant } from '../../subgraphs/_kit/grants/fixtures/sample-grant.ts'
import { type GrantDesk, openGrantDesk } from '../../subgraphs/_kit/grants/grant-desk.ts'
import { type OwnMongod, ownMongod } from '../../test/setup/mongod.ts'
import { ConfigError } from '../config.ts'
import { temporaryFolder } from '../embedded/fixtures/temporary-folder.ts'
import { grantsHelp, readGrantsArguments, runGrants } from './run-grants.ts'

let mongod: OwnMongod
let desk: GrantDesk
let stores = 0
const folder = temporaryFolder()
const { id } = sampleGrant()

beforeAll(async () => {
  mongod = await ownMongod()
})
beforeEach(async () => {
  await desk?.close()
  stores += 1
  const uri = mongod.uri.replace(/\/(\?|$)/, `/store${stores}$1`)
  desk = openGrantDesk({ uri, now: () => new Date('2026-01-31T01:00:00Z') })
})
afterAll(async () => {
  await desk.close()
  await mongod.remove()
})

/** What the command says to these words. */
async function run(...words: string[]): Promise<string> {
  const lines: string[] = []
  await runGrants(readGrantsArguments(words), desk, (line) => lines.push(line))
  return lines.join('\n')
}

function file(value: unknown): string {
  const path = join(folder, 'grants.json')
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

const stored = async () => (await desk.list()).stored as Grant[]

describe('npm run grants', () => {
  test('loads, lists, suspends, restores and ends', async () => {
    expect(await run('load', file([sampleGrant()]))).toMatch(/Version 1 holds in every process/)
    expect(await run('list')).toContain(`${id}/1  ACTIVE`)
    const words = ['--ground', 'BREACH', '--contact', 'Sở KH&CN', '--until', '2026-03-01T00:00:00+07:00']
    expect(await run('suspend', id, ...words)).toMatch(/Version 2 holds/)
    expect(await stored()).toMatchObject([
      { state: 'SUSPENDED', suspension: { ground: 'BREACH', contact: 'Sở KH&CN', until: '2026-03-01T00:00:00+07:00' } },
    ])
    expect(await run('restore', id)).toMatch(/Version 3 holds/)
    expect(await run('end', id, '--by', 'Nguyễn Văn A')).toMatch(/Version 4 holds/)
    expect(await stored()).toMatchObject([{ state: 'ENDED', version: 4 }])
    expect((await desk.history(id)).map(({ by }) => by)).toEqual([
      ...Array(3).fill(expect.stringContaining('npm run grants')),
      'Nguyễn Văn A',
    ])
  })

  test('loads nothing of a file with a fault, and names every fault', async () => {
    const bad = sampleGrant({ id: 'bad', coordinates: ['Query.person', 'Person.shoeSize'], service: 'moon/Person' })
    await expect(run('load', file([sampleGrant(), bad]))).rejects.toThrow(/bad\.service.*\n.*bad\.coordinates/)
    expect(await stored()).toEqual([])
  })

  test('says which fields of a file nothing leads to, and loads them all the same', async () => {
    const lonely = sampleGrant({ coordinates: ['Person.fullName'] })
    expect(await run('load', file(lonely))).toContain('Person.fullName: chưa có đường nào dẫn đến')
    const root = sampleGrant({ id: 'root', coordinates: ['Query.person'] })
    expect(await run('load', file(root))).not.toContain('chưa có đường nào')
    expect(await stored()).toHaveLength(2)
  })

  test('takes several grants at once, all or none', async () => {
    await run('load', file(['one', 'two'].map((name) => sampleGrant({ id: name }))))
    await expect(run('end', 'one', 'three')).rejects.toThrow(/three\.id/)
    await run('end', 'one', 'two')
    expect((await stored()).map(({ state }) => state)).toEqual(['ENDED', 'ENDED'])
  })

  test('wants to know when maintenance is over', async () => {
    await run('load', file(sampleGrant()))
    await expect(run('suspend', id, '--ground', 'MAINTENANCE', '--contact', 'x')).rejects.toThrow(/--until/)
  })

  test.each([
    ['a ground', ['--ground', 'MOOD', '--contact', 'x']],
    ['an instant', ['--ground', 'BREACH', '--contact', 'x', '--until', 'tomorrow']],
    ['a contact', ['--ground', 'BREACH', '--contact', ' ']],
  ])('refuses what is not %s, and changes nothing', async (_, words) => {
    await run('load', file(sampleGrant()))
    await expect(run('suspend', id, ...words)).rejects.toMatchObject({ name: 'GrantRefused' })
    expect(await stored()).toMatchObject([{ state: 'ACTIVE', version: 1 }])
  })

  test.each([
    [['fly']],
    [['list', 'x']],
    [['load']],
    [['load', 'a', 'b']],
    [['suspend']],
    [['suspend', 'a']],
    [['restore']],
    [['end', 'a', '--ground', 'BREACH']],
    [['list', '--secret-052099000001']],
    [['load', '/nowhere/052099000001.json']],
  ])('says the way out to the words %j, without repeating them', async (words) => {
    const error = await run(...words).then(
      () => null,
      (thrown: Error) => thrown,
    )
    expect(error).toBeInstanceOf(ConfigError)
    expect(error?.message).not.toContain('052099000001')
  })

  test('explains itself: every action, in both languages', () => {
    for (const action of ['list', 'load', 'suspend', 'restore', 'end']) expect(grantsHelp).toContain(`-- ${action}`)
    expect(grantsHelp).toMatch(/Xem và thay đổi/)
    expect(readGrantsArguments(['--help']).help).toBe(true)
  })
})
