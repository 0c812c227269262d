import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import mongoose from 'mongoose'
import { badInput } from '../../schema/errors/bad-input.ts'
import { answerError } from './answer-error.ts'

const driver = mongoose.mongo
const secret = 'mongodb://an:mat-khau@10.1.2.3:27017 052085000001'
const instant = '2026-01-31T01:00:00.000Z'
const since = '2026-01-30T23:00:00.000Z'

/** What the caller gets of a failure below `person.name`, and what the operator hears. */
function answered(cause: Error, up = true) {
  const reports: { subgraph: string; requestId: string; error: unknown }[] = []
  const located = new GraphQLError(cause.message, { path: ['person', 'name'], originalError: cause })
  const error = answerError(located, {
    database: { name: 'land', state: () => ({ up, since }) },
    caller: { requestId: 'r-7', today: '2026-01-31' },
    now: () => new Date(instant),
    report: (failure) => reports.push(failure),
  })
  return { error, told: JSON.stringify(error), reports }
}

function serverError(code: number): Error {
  return new driver.MongoServerError({ message: secret, code })
}

function named(name: string): Error {
  return Object.assign(new Error(secret), { name })
}

describe('a database that does not answer is AGENCY_UNAVAILABLE', () => {
  test.each([
    ['the network failed', new driver.MongoNetworkError(secret)],
    ['the network was too slow', new driver.MongoNetworkTimeoutError(secret)],
    ['no server could be chosen', new driver.MongoServerSelectionError(secret, {} as never)],
    ['no server could be chosen, as mongoose says it', new mongoose.Error.MongooseServerSelectionError(secret)],
    ['there is no connection', new driver.MongoNotConnectedError(secret)],
    ['the connection was closed', new driver.MongoTopologyClosedError(secret)],
    ['the server was closed', new driver.MongoServerClosedError(secret)],
    ['the operation took too long', new driver.MongoOperationTimeoutError(secret)],
    ['the primary is another', new driver.MongoStalePrimaryError(secret)],
    ['the pool was closed', named('MongoPoolClosedError')],
    ['the pool was cleared', named('MongoPoolClearedError')],
    ['the pool was full for too long', named('MongoWaitQueueTimeoutError')],
    ['not reached by a router', serverError(6)],
    ['over the time limit', serverError(50)],
    ['shutting down', serverError(91)],
    ['interrupted at shutdown', serverError(11600)],
    ['interrupted by a change of primary', serverError(11602)],
    ['not primary', serverError(10107)],
    ['not primary, no secondary reads', serverError(13435)],
    ['recovering', serverError(13436)],
  ])('%s', (_what, cause) => {
    const { error, told, reports } = answered(cause)
    expect(error.extensions).toEqual({ code: 'AGENCY_UNAVAILABLE', database: 'land', since: instant })
    expect(error.path).toEqual(['person', 'name'])
    expect(told).not.toContain('10.1.2.3')
    expect(reports).toEqual([])
  })

  test('since when it is known to be down, where it is known', () => {
    expect(answered(new driver.MongoNetworkError('x'), false).error.extensions.since).toBe(since)
  })
})

describe('an error of the catalogue stays what it is', () => {
  test('with its message, its extensions and the place where it arose', () => {
    const { error, reports } = answered(badInput('where.name', 'Điều kiện lọc trống', 'The condition is empty'))
    expect(error.message).toContain('The condition is empty')
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'where.name' })
    expect(error.path).toEqual(['person', 'name'])
    expect(reports).toEqual([])
  })

  test('a code that is not in the catalogue does not make it one', () => {
    const { error, told, reports } = answered(
      new GraphQLError(secret, { extensions: { code: 'UNAUTHORIZED', secret } }),
    )
    expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' })
    expect(told).not.toContain('052085000001')
    expect(reports).toHaveLength(1)
  })
})

describe('everything else is a failure of ours', () => {
  test.each([
    ['a programming error', new TypeError(secret)],
    [
      'a duplicate key',
      new driver.MongoServerError({ message: `E11000 ${secret}`, code: 11000, keyValue: { personalId: secret } }),
    ],
    ['a command that MongoDB does not understand', serverError(9)],
    ['a cast that failed', new mongoose.Error.CastError('string', { $ne: secret }, 'personalId')],
    ['a filter on a field that the model does not have', new mongoose.Error.StrictModeError(secret)],
    ['a text that only looks like a failure of the network', new Error('MongoNetworkError')],
  ])('%s: told without its message, reported to the operator', (_what, cause) => {
    const { error, told, reports } = answered(cause)
    expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' })
    expect(error.path).toEqual(['person', 'name'])
    for (const part of ['052085000001', '10.1.2.3', 'E11000', cause.message]) expect(told).not.toContain(part)
    expect(reports).toEqual([{ subgraph: 'land', requestId: 'r-7', error: cause }])
  })

  test('whatever its message says, the caller gets the same bytes', () => {
    const expected = answered(new Error('x')).told
    fc.assert(fc.property(fc.string(), (message) => expect(answered(new Error(message)).told).toBe(expected)))
  })

  test('an error without a cause of its own is one too', () => {
    const reports: unknown[] = []
    const error = answerError(new GraphQLError('Cannot return null for non-nullable field Person.name.'), {
      database: { name: 'land', state: () => ({ up: true, since }) },
      caller: { requestId: 'r-7', today: '2026-01-31' },
      now: () => new Date(instant),
      report: (failure) => reports.push(failure),
    })
    expect(error.extensions.code).toBe('INTERNAL_SERVER_ERROR')
    expect(error.path).toBeUndefined()
    expect(reports).toHaveLength(1)
  })
})
