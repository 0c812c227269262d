import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { defaultPopulation, operationVariables } from './variables.ts'

// Writes test/bench/operations/<name>.json anew: node dist/seed/operations/write-variables.js
for (const [name, variables] of Object.entries(await operationVariables(defaultPopulation))) {
  await writeFile(join(repositoryRoot, 'test/bench/operations', `${name}.json`), `${JSON.stringify(variables)}\n`)
}
