import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import { readExamples } from './examples.ts'
import { sampleOperations } from './sample-hub.ts'

describe('examples', () => {
  test('come in reading order, each a whole operation', async () => {
    const examples = await readExamples(sampleOperations)
    expect(examples.map(({ name }) => name)).toEqual([
      'dossier',
      'organizations',
      'unit-before-and-after',
      'fishing-vessel',
    ])
    for (const { query } of examples) expect(parse(query).definitions).toHaveLength(1)
  })

  test('take title and sentence from the first two comments, in both languages', async () => {
    const [dossier] = await readExamples(sampleOperations)
    expect(dossier?.title).toEqual({
      vi: 'Hồ sơ một người qua tám cơ quan',
      en: "A person's dossier over eight agencies",
    })
    expect(dossier?.sentence.vi).toMatch(/^Một truy vấn ghép dữ liệu/)
    expect(dossier?.sentence.en).toMatch(/^One query joins eight agencies/)
    expect(dossier?.query).toMatch(/^query Dossier/)
  })

  test('take the first set of variables', async () => {
    const [dossier, organizations] = await readExamples(sampleOperations)
    expect(dossier?.variables).toEqual({ personalId: '052099000017' })
    expect(organizations?.variables.taxCodes).toHaveLength(50)
  })

  test('there are none where the folder is missing', async () => {
    expect(await readExamples(join(sampleOperations, 'missing'))).toEqual([])
  })

  test('a malformed one is named', async () => {
    const malformed = join(repositoryRoot, 'gateway/pages/playground/fixtures/malformed')
    await expect(readExamples(malformed)).rejects.toThrow(/bad\.json: "variables" is a list of objects/)
  })
})
