import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { repositoryRoot } from '../repository-root.ts'
import { composeCommand } from './command.ts'
import { isStale } from './input-hash.ts'

const file = join(repositoryRoot, 'schema/supergraph.graphql')

test('the committed supergraph is the one that the folders compose to, byte for byte', async () => {
  const agencies = await discoverAgencies()
  expect(isStale(await readFile(file, 'utf8'), agencies)).toBe(false)
  expect(await composeCommand(agencies, file, { check: true })).toEqual({
    exitCode: 0,
    lines: ['the supergraph is up to date'],
  })
})
