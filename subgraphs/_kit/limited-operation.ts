import { type FieldNode, type GraphQLResolveInfo, type OperationDefinitionNode, visit } from 'graphql'
import { limitsAt } from '../../schema/access/node-limits.ts'
import type { RowLimit } from '../../schema/access/row-scope.ts'

type At = Pick<GraphQLResolveInfo, 'fieldNodes' | 'operation' | 'fragments'>

/**
 * The limits on the rows of a field, all of which must hold. A field that stands several times
 * at one place is limited by each of its nodes.
 */
export function limitsOn({ fieldNodes }: At): readonly RowLimit[] {
  if (fieldNodes.length === 1) return limitsAt(fieldNodes[0])
  return [...new Set(fieldNodes.flatMap(limitsAt))]
}

const known = new WeakMap<OperationDefinitionNode, boolean>()

/** Whether any field of an operation has limited rows; found once for each judged document. */
export function isLimited({ operation, fragments }: At): boolean {
  let limited = known.get(operation)
  if (limited === undefined) {
    limited = [operation, ...Object.values(fragments)].some(hasLimits)
    known.set(operation, limited)
  }
  return limited
}

function hasLimits(definition: Parameters<typeof visit>[0]): boolean {
  let found = false
  visit(definition, {
    Field(node: FieldNode) {
      found ||= limitsAt(node).length > 0
    },
  })
  return found
}
