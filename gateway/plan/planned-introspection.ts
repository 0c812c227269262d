import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql'

/** What graphql-js tells of a schema and the planner does not know: it would fail instead of refusing. */
const unknownToPlanner: ReadonlySet<string> = new Set([
  '__Schema.directives(includeDeprecated:)',
  '__Directive.isDeprecated',
  '__Directive.deprecationReason',
  '__Type.isOneOf',
])

/** A question about the schema is only accepted if the planner knows each field and argument of it. */
export function plannedIntrospection(context: ValidationContext): ASTVisitor {
  const refuseUnknown = (coordinate: string, node: GraphQLError['nodes']) => {
    if (unknownToPlanner.has(coordinate))
      context.reportError(new GraphQLError(`"${coordinate}" is not served.`, { nodes: node ?? [] }))
  }
  return {
    Field(node) {
      refuseUnknown(`${context.getParentType()?.name}.${node.name.value}`, [node])
    },
    Argument(node) {
      refuseUnknown(`${context.getParentType()?.name}.${context.getFieldDef()?.name}(${node.name.value}:)`, [node])
    },
  }
}
