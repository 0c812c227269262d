import { type GraphQLResolveInfo, getNamedType } from 'graphql'
import { placeOf, textsIn } from './place.ts'
import type { ReadNotes } from './read-notes.ts'
import { standingOf } from './record-chain.ts'
import { recordCoordinates } from './record-coordinates.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

/**
 * Tells the notes of the caller, if there are any, which records a field answers: rows of this
 * database, and the persons whose records they are with what is asked of them there. The answer
 * passes as it is.
 */
export function noteRecords(answer: unknown, scope: RequestScope, info: GraphQLResolveInfo): unknown {
  const notes = scope?.caller?.notes
  return notes ? noted(answer, notes, info) : answer
}

function noted(answer: unknown, notes: ReadNotes, info: GraphQLResolveInfo): unknown {
  if (isThenable(answer)) return answer.then((one) => noted(one, notes, info))
  if (Array.isArray(answer)) return answer.map((one) => noted(one, notes, info))
  if (typeof answer === 'object' && answer !== null) noteRecord(answer, notes, info)
  return answer
}

function noteRecord(row: Row, notes: ReadNotes, info: GraphQLResolveInfo): void {
  if (placeOf(row) !== undefined) notes.rows += 1
  const type = getNamedType(info.returnType)
  const standing = standingOf({ row, type, above: null }, info.schema)
  const field = personsField(standing)
  const persons = field === null ? [] : textsIn(row, field)
  if (persons.length === 0) return
  const asked = recordCoordinates(info, row.__typename ?? type.name)
  // `{ __typename }` tells that there is such a person: whoever counts residents so has read of each.
  const coordinates = asked.length === 0 ? leadingTo(info) : asked
  if (coordinates.length === 0) return
  for (const personalId of persons) notes.subject(personalId, coordinates)
}

/** The row's field that names whose data the row holds, if it holds anybody's. */
function personsField(standing: ReturnType<typeof standingOf>): string | null {
  if (typeof standing !== 'object') return null
  if ('person' in standing) return standing.person
  return 'unit' in standing ? (standing.persons ?? null) : null
}

/** The field itself; representations are the caller's own words, and their echo is no reading. */
function leadingTo({ parentType, fieldName }: GraphQLResolveInfo): readonly string[] {
  return fieldName.startsWith('_') ? [] : [`${parentType.name}.${fieldName}`]
}

function isThenable(answer: unknown): answer is Promise<unknown> {
  return typeof (answer as { then?: unknown } | null)?.then === 'function'
}
