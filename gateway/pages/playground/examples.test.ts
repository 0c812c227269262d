import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import { demoIdentities } from '../../../seed/demo/identities.ts'
import { readPurposes } from '../../../seed/law/purposes.ts'
import { defaultPopulation } from '../../../seed/operations/variables.ts'
import { readExamples } from './examples.ts'
import { sampleOperations } from './sample-hub.ts'
import { servedSetting } from './served-setting.ts'

const here = (folder: string) => join(repositoryRoot, folder)
const committed = () => readExamples([here('test/bench/operations'), here('gateway/pages/playground/examples')])

describe('the examples of the page', () => {
  test('are of two folders, in one reading order', async () => {
    expect((await committed()).map(({ name }) => name)).toEqual([
      ...['dossier', 'refused-field', 'who-read-my-record', 'organizations'],
      ...['unit-before-and-after', 'fishing-vessel', 'exchange-log'],
    ])
  })

  test('name identities and purposes that there are, and the citizen of the default population', async () => {
    const setting = await servedSetting(defaultPopulation, '2026-03-02')
    const known = demoIdentities(setting).map(({ identity }) => identity)
    for (const { name, identity, purpose, variables } of await committed()) {
      expect([name, identity === null || known.includes(identity)]).toEqual([name, true])
      expect([name, purpose === null || readPurposes().has(purpose)]).toEqual([name, true])
      if (name === 'refused-field') expect(variables).toEqual({ personalId: setting.citizen.personalId })
    }
  })
})

describe('examples', () => {
  test('come in reading order, each a whole operation', async () => {
    const examples = await readExamples([sampleOperations])
    const names = ['dossier', 'organizations', 'unit-before-and-after', 'fishing-vessel']
    expect(examples.map(({ name }) => name)).toEqual(names)
    for (const { query } of examples) expect(parse(query).definitions).toHaveLength(1)
  })

  test('take title and sentence from the first two comments, in both languages', async () => {
    const [dossier] = await readExamples([sampleOperations])
    expect(dossier?.title).toEqual({
      vi: 'Hồ sơ một người qua tám cơ quan',
      en: "A person's dossier over eight agencies",
    })
    expect(dossier?.sentence.vi).toMatch(/^Một truy vấn ghép dữ liệu/)
    expect(dossier?.sentence.en).toMatch(/^One query joins eight agencies/)
    expect(dossier?.query).toMatch(/^query Dossier/)
  })

  test('take the first set of variables', async () => {
    const [dossier, organizations] = await readExamples([sampleOperations])
    expect(dossier?.variables).toEqual({ personalId: '052099000017' })
    expect(organizations?.variables.taxCodes).toHaveLength(50)
  })

  test('say who asks them and for what purpose, or that anybody may', async () => {
    const [dossier, , unit] = await readExamples([sampleOperations])
    expect([dossier?.identity, dossier?.purpose]).toEqual(['insurance-app', 'INSURANCE_ADMINISTRATION'])
    expect([unit?.identity, unit?.purpose]).toEqual(['citizen', null])
  })

  test('there are none where the folder is missing', async () => {
    expect(await readExamples([join(sampleOperations, 'missing')])).toEqual([])
  })

  test('a malformed one is named', async () => {
    const malformed = join(repositoryRoot, 'gateway/pages/playground/fixtures/malformed')
    await expect(readExamples([malformed])).rejects.toThrow(/bad\.json: "variables" is a list of objects/)
  })
})
