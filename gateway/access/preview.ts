import { GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { openAccess } from '../../schema/access/access.ts'
import type { Asking } from '../../schema/access/decide.ts'
import { judge, type Position } from '../../schema/access/judge.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { checkText } from '../../schema/document/check-text.ts'
import { howTo } from '../../schema/errors/access-denied.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import type { Row } from '../../subgraphs/_kit/row.ts'
import { checkDocument } from '../plan/check-document.ts'
import { scopeText } from './limits-note.ts'

interface Preview {
  readonly rules: AccessRules
  readonly schema: GraphQLSchema
  readonly introspection: boolean
  readonly asking: Asking
  readonly text: string
}

/**
 * What would become of an operation, position by position, from the schema and the caller alone:
 * nothing is read, and the same judge answers that would judge the operation itself. A variable
 * that filters counts as every field of its type, since its value is not known yet.
 */
export function previewAccess({ rules, schema, introspection, asking, text }: Preview): Row {
  if (Buffer.byteLength(text) > limits.documentBytes || checkText(text)) return beyondPreviews()
  try {
    const document = parse(text)
    const problems = checkDocument(schema, document, { introspection })
    if (problems.length > 0) return { positions: [], problems: problems.map(({ message }) => message) }
    const operations = document.definitions.filter((one): one is OperationDefinitionNode => {
      return one.kind === Kind.OPERATION_DEFINITION
    })
    const positions: Row[] = []
    const access = openAccess(asking)
    for (const operation of operations) {
      if (positions.length >= limits.recursiveSelections) break
      judge({
        rules,
        access,
        document,
        operation,
        variables: {},
        layer: 'gateway',
        assumeAll: true,
        onPosition: (position) => void positions.push(positionRow(position)),
      })
    }
    return { positions: positions.slice(0, limits.recursiveSelections), problems: [] }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    // The parser repeats a piece of the text, which may be a person's: the catalogue's words stand for it.
    return { positions: [], problems: [messageOf('GRAPHQL_PARSE_FAILED')] }
  }
}

/** What stands in the place of a preview that is too much, or one too many. */
export function beyondPreviews(): Row {
  return { positions: [], problems: [messageOf('LIMIT_EXCEEDED')] }
}

function messageOf(code: 'LIMIT_EXCEEDED' | 'GRAPHQL_PARSE_FAILED'): string {
  return hubError(code).message
}

function positionRow({ path, rule, decision, via }: Position): Row {
  const { coordinate, class: accessClass, basis, owner } = rule
  const place = { path, coordinate, class: accessClass, basis, owner, via }
  if (!decision.allowed) {
    const { reason, suspension } = decision
    return { ...place, outcome: 'REFUSED', reason, howTo: howTo(reason, suspension) }
  }
  const { ground, limit } = decision
  if (limit === null) return { ...place, outcome: 'ANSWERED', ground }
  return { ...place, outcome: 'LIMITED', ground, scope: limit.map(scopeText).join(' | ') }
}
