import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { open, restricted } from '../lint/province/fixture.ts'
import { composeCommand } from './command.ts'
import { soundGlossaries, soundProvince, withSdl } from './sound-province.ts'

let folder = ''
let file = ''
const [registry, residence] = soundProvince()
const broken = [registry, withSdl(residence, restricted, open)]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compose-'))
  file = join(folder, 'supergraph.graphql')
})
afterEach(() => rm(folder, { recursive: true }))

function run(agencies: readonly LoadedAgency[], check: boolean) {
  return composeCommand(agencies, file, { check, glossaries: soundGlossaries })
}

describe('compose', () => {
  test('writes the supergraph and nothing beside it', async () => {
    const outcome = await run([registry, residence], false)
    expect(outcome.exitCode).toBe(0)
    expect(outcome.lines).toEqual([expect.stringMatching(/^2 subgraphs, 3 types, \d+ fields: OPEN \d+, /)])
    expect(await readFile(file, 'utf8')).toMatch(/^# sha256 of the inputs: /)
    expect(await readdir(folder)).toEqual(['supergraph.graphql'])
  })

  test('tells every error and leaves the file as it was', async () => {
    await writeFile(file, 'before')
    const outcome = await run(broken, false)
    expect(outcome.exitCode).toBe(1)
    expect(outcome.lines).toEqual([
      expect.stringMatching(/^residence Person\.id conflicting-class: is .* → repeat `@access/),
      'errors: 1; the supergraph was not written',
    ])
    expect(await readFile(file, 'utf8')).toBe('before')
  })
})

describe('compose --check', () => {
  test('ends well over what compose wrote', async () => {
    await run([registry, residence], false)
    expect(await run([registry, residence], true)).toEqual({ exitCode: 0, lines: ['the supergraph is up to date'] })
  })

  test.each([
    ['there is none', null],
    ['it was made of other folders', '# sha256 of the inputs: 00\nschema\n'],
  ])('ends badly where %s, and writes nothing', async (_what, before) => {
    if (before) await writeFile(file, before)
    const outcome = await run([registry, residence], true)
    expect(outcome).toEqual({ exitCode: 1, lines: [expect.stringMatching(/stale: run `npm run compose`/)] })
    expect(await readdir(folder)).toEqual(before ? ['supergraph.graphql'] : [])
  })

  test('ends badly where one byte was changed by hand below the first line', async () => {
    await run([registry, residence], false)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('class: RESTRICTED', 'class: OPEN'))
    expect((await run([registry, residence], true)).exitCode).toBe(1)
  })

  test('ends badly where a rule is broken', async () => {
    expect((await run(broken, true)).exitCode).toBe(1)
  })
})
