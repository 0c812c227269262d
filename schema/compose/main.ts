import { join } from 'node:path'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { repositoryRoot } from '../repository-root.ts'
import { composeCommand } from './command.ts'

const file = join(repositoryRoot, 'schema/supergraph.graphql')
const check = process.argv.slice(2).includes('--check')
const { exitCode, lines } = await composeCommand(await discoverAgencies(), file, { check })
for (const line of lines) (exitCode === 0 ? console.log : console.error)(line)
process.exitCode = exitCode
