import type { CollectedNotes } from '../read-notes.ts'
import type { HopNotes } from './hop-answer.ts'

/**
 * The notes of one request as the gateway's log takes them. Persons go by the keyed hash under
 * which the log knows them: an answer carries no personal ID beyond its own fields.
 * @param database the folder that was asked; @param keyOf the hash of a personal ID
 * @param grantVersion the grants by which it was judged
 */
export function hopNotes(
  database: string,
  { rows, subjects }: CollectedNotes,
  keyOf: (personalId: string) => string,
  grantVersion: number | null,
): HopNotes {
  return {
    rows,
    subjects: [...subjects].map(([personalId, coordinates]) => [keyOf(personalId), [...coordinates]] as const),
    databases: rows > 0 || subjects.size > 0 ? [database] : [],
    grantVersion,
  }
}
