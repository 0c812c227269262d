import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../../schema/repository-root.ts'
import type { OperationVariables } from '../../seed/operations/variables.ts'

/** An operation as an application sends it, with what it asks in turn. */
export interface Operation extends OperationVariables {
  readonly name: string
  readonly query: string
}

/** One of the operations that bench and playground share, by its file's name. */
export async function readOperation(name: string): Promise<Operation> {
  const path = join(repositoryRoot, 'test/bench/operations', name)
  const query = await readFile(`${path}.graphql`, 'utf8')
  const stated: OperationVariables = JSON.parse(await readFile(`${path}.json`, 'utf8'))
  return { name, query, ...stated }
}
