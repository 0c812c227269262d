import { Kind, type OperationDefinitionNode, parse } from 'graphql'

/**
 * The name of the operation to run: the one in which the cursor stands, else the first. Undefined where the document
 * holds a single operation or cannot be read; then the hub decides and says what is wrong.
 */
export function chooseOperation(query: string, cursor: number): string | undefined {
  const operations = readOperations(query)
  if (operations.length < 2) return undefined
  const under = operations.find(({ loc }) => loc && loc.start <= cursor && cursor <= loc.end)
  return (under ?? operations[0])?.name?.value
}

function readOperations(query: string): readonly OperationDefinitionNode[] {
  try {
    return parse(query).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  } catch {
    return []
  }
}
