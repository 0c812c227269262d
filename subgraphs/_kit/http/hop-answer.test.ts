import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import { agencyUnavailable } from '../../../schema/errors/agency-unavailable.ts'
import { badInput } from '../../../schema/errors/bad-input.ts'
import { hubError } from '../../../schema/errors/hub-error.ts'
import { readHopAnswer, writeHopAnswer } from './hop-answer.ts'

const subjects: [string, string[]][] = [['a1b2', ['Person.fullName']]]
const notes = { rows: 2, subjects, databases: ['land'], grantVersion: 9 }
/** What a caller can tell of an answer, before and after the hop. */
const seen = (answer: object) => JSON.stringify(answer)

describe('an answer that goes over the hop', () => {
  test('comes back as it was, data in their order and errors with code, place and what may be told', () => {
    const unavailable = agencyUnavailable('land', '2026-01-31T01:00:00.000Z')
    const answer = {
      data: { z: 1, a: [{ ten: 'Nguyễn Thị Bưởi' }, null], deep: { x: 0.1 } },
      errors: [
        new GraphQLError(unavailable.message, { path: ['a', 1], extensions: unavailable.extensions }),
        badInput('where.code', 'sai', 'wrong'),
        hubError('INTERNAL_SERVER_ERROR'),
      ],
    }
    const read = readHopAnswer(writeHopAnswer({ answer, notes }))
    expect(seen(read?.answer ?? {})).toBe(seen(answer))
    expect(read?.notes).toEqual(notes)
    expect(read?.answer.errors?.every((error) => error instanceof GraphQLError)).toBe(true)
  })

  test('without data, with null data and without errors stays so', () => {
    for (const answer of [
      { data: null },
      { data: {} },
      { errors: [hubError('LIMIT_EXCEEDED')] },
      { data: {}, errors: [] },
    ])
      expect(seen(readHopAnswer(writeHopAnswer({ answer, notes }))?.answer ?? {})).toBe(seen(answer))
  })

  test('leaves behind what an error holds beside: stack, cause and foreign extensions', () => {
    const error = new GraphQLError('x', {
      originalError: new Error('mongodb://an:mat-khau@h'),
      extensions: { code: 'BAD_USER_INPUT', argument: 'id', stacktrace: ['at x'], serviceName: 'land' },
    })
    const text = writeHopAnswer({ answer: { data: null, errors: [error] }, notes })
    expect(text).not.toMatch(/mat-khau|stacktrace|serviceName|locations/)
    expect(readHopAnswer(text)?.answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'id' })
  })

  test('is equal to the eye for any data', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const read = readHopAnswer(writeHopAnswer({ answer: { data }, notes }))
        expect(seen(read?.answer ?? {})).toBe(seen({ data }))
      }),
    )
  })

  test('cannot change objects by the keys of its data', () => {
    const read = readHopAnswer(`{"data":{"__proto__":{"polluted":true}},"hop":${JSON.stringify(notes)}}`)
    expect(Object.keys(read?.answer.data ?? {})).toEqual(['__proto__'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

const hop = JSON.stringify(notes)
test.each([
  ['empty', ''],
  ['cut off', '{"data":{'],
  ['null', 'null'],
  ['a list', '[]'],
  ['without notes', '{"data":{}}'],
  ['without data and errors', `{"hop":${hop}}`],
  ['of data in a text', `{"data":"x","hop":${hop}}`],
  ['of data in a list', `{"data":[],"hop":${hop}}`],
  ['of errors in a text', `{"data":{},"errors":"x","hop":${hop}}`],
  ['of an error without a message', `{"errors":[{"extensions":{}}],"hop":${hop}}`],
  ['of an error without extensions', `{"errors":[{"message":"x"}],"hop":${hop}}`],
  ['of an error at a place that is none', `{"errors":[{"message":"x","extensions":{},"path":[{}]}],"hop":${hop}}`],
  ['of rows in a text', '{"data":{},"hop":{"rows":"2","subjects":[],"databases":[]}}'],
  ['of subjects that are none', '{"data":{},"hop":{"rows":2,"subjects":["a"],"databases":[]}}'],
  ['of databases that are none', '{"data":{},"hop":{"rows":2,"subjects":[],"databases":[1]}}'],
])('an answer that is %s is no answer of a subgraph', (_what, text) => {
  expect(readHopAnswer(text)).toBeNull()
})
