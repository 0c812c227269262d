import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { discoverAgencies, loadAgency } from './discover.ts'

describe('a folder that is no agency is refused with what to mend', () => {
  test('without a schema.graphql', async () => {
    await expect(loadAgency('_kit')).rejects.toThrow('schema.graphql')
  })

  test('without an export named agency', async () => {
    await expect(loadAgency('_kit/fixtures/no-agency')).rejects.toThrow(
      'subgraphs/_kit/fixtures/no-agency/agency.ts exports no `agency`',
    )
  })

  test('with a manifest that names another folder', async () => {
    await expect(loadAgency('_kit/fixtures/other-name')).rejects.toThrow(
      "says `database: 'another-folder'`; it must be the folder's name",
    )
  })
})

test('every folder with a schema.graphql is an agency, in the order of the names, and no other folder is', async () => {
  const folder = join(repositoryRoot, 'subgraphs')
  const withSchema = readdirSync(folder)
    .filter((name) => !name.startsWith('_') && readdirSync(join(folder, name)).includes('schema.graphql'))
    .sort()
  const agencies = await discoverAgencies()
  expect(agencies.map((agency) => agency.folder)).toEqual(withSchema)
  for (const agency of agencies) {
    expect(agency.manifest.database).toBe(agency.folder)
    expect(agency.typeDefs).toContain('type ')
  }
})
