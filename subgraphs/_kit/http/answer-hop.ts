import type { HopContext } from '../hop/hop-context.ts'
import { type CollectedNotes, collectNotes } from '../read-notes.ts'
import type { Caller } from '../request-scope.ts'
import type { Subgraph } from '../subgraph.ts'
import { writeHopAnswer } from './hop-answer.ts'
import { hopNotes } from './hop-notes.ts'
import type { GraphQLBody } from './read-body.ts'

export interface AnswerHopOptions {
  readonly subgraph: Pick<Subgraph, 'name' | 'handle'>
  /** The caller as this process judges them: by the signed context and by its own grants. */
  readonly callerOf: (context: HopContext, notes: CollectedNotes) => Promise<Caller>
  /** The keyed hash of a person for the log of exchanges that this agency asks. */
  readonly subjectKey: (agency: string | null, personalId: string) => string
}

/** Answers what came over the hop by the same `handle` that answers in one process, with notes of the reading. */
export function answerHop(options: AnswerHopOptions): (asked: GraphQLBody, context: HopContext) => Promise<string> {
  const { subgraph, callerOf, subjectKey } = options
  return async ({ query, variables, operationName }, context) => {
    const { route, viewer } = context
    const collected = collectNotes()
    const caller = await callerOf(context, collected)
    const answer = await subgraph.handle({ query, variables, operationName, caller, route })
    const keyOf = (personalId: string) => subjectKey(viewer.agency, personalId)
    const notes = hopNotes(subgraph.name, collected, keyOf, caller.asking?.book?.version ?? null)
    return writeHopAnswer({ answer, notes })
  }
}
