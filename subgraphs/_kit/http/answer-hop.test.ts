import { expect, test } from '@jest/globals'
import { hubError } from '../../../schema/errors/hub-error.ts'
import { hopContext } from '../hop/fixtures/signed-request.ts'
import type { CollectedNotes } from '../read-notes.ts'
import type { SubgraphRequest } from '../subgraph.ts'
import { answerHop } from './answer-hop.ts'
import { readHopAnswer } from './hop-answer.ts'

test('what came over the hop is handled as in one process, by the caller of the signed context, and its reading is noted', async () => {
  const handled: SubgraphRequest[] = []
  let notes: CollectedNotes | undefined
  const answer = answerHop({
    subgraph: {
      name: 'health',
      async handle(request) {
        handled.push(request)
        if (notes) notes.rows += 1
        notes?.subject('052085000001', ['Person.encounters'])
        return { data: { there: null }, errors: [hubError('LIMIT_EXCEEDED')] }
      },
    },
    callerOf: async ({ requestId, today }, collected) => {
      notes = collected
      return { requestId, today }
    },
    subjectKey: (agency, personalId) => `${agency} ${personalId.slice(-1)}`,
  })
  const text = await answer(
    { query: '{ there }', variables: { id: 1 }, operationName: 'A' },
    { ...hopContext, route: 'SUBJECT' },
  )
  expect(handled).toEqual([
    {
      query: '{ there }',
      variables: { id: 1 },
      operationName: 'A',
      route: 'SUBJECT',
      caller: { requestId: 'r-7', today: '2026-01-31' },
    },
  ])
  expect(readHopAnswer(text)).toEqual({
    answer: { data: { there: null }, errors: [expect.objectContaining({ extensions: { code: 'LIMIT_EXCEEDED' } })] },
    notes: { rows: 1, subjects: [['GLI-SYT 1', ['Person.encounters']]], databases: ['health'], grantVersion: null },
  })
  expect(text).not.toContain('052085000001')
})
