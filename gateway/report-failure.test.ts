import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { repositoryRoot } from '../schema/repository-root.ts'
import { reportFailure } from './report-failure.ts'

let written: string
beforeEach(() => {
  written = ''
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text)
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
})

function reported(error: unknown) {
  written = ''
  reportFailure({ subgraph: 'land', requestId: 'r-7', error })
  return JSON.parse(written)
}

describe('the report of a failure', () => {
  test('is one line of JSON with the request, the subgraph, the kind of error and the places in the code', () => {
    const line = reported(new TypeError('x'))
    expect(written).toMatch(/^[^\n]+\n$/)
    expect(line).toEqual({
      level: 'error',
      requestId: 'r-7',
      subgraph: 'land',
      error: 'TypeError',
      code: null,
      at: expect.any(Array),
    })
    expect(line.at[0]).toMatch(/^gateway\/report-failure\.test\.ts:\d+:\d+$/)
  })

  test('leaves the subgraph out where the failure is of none', () => {
    reportFailure({ requestId: 'r-8', error: new Error('x') })
    expect(JSON.parse(written)).not.toHaveProperty('subgraph')
  })

  test('bears the code of a system or a database', () => {
    expect(reported(Object.assign(new Error('x'), { code: 'EADDRINUSE' })).code).toBe('EADDRINUSE')
    expect(reported(new mongoose.mongo.MongoServerError({ message: 'x', code: 11000 }))).toMatchObject({
      error: 'MongoServerError',
      code: 11000,
    })
  })

  test.each([
    ['a text', 'string'],
    [{ personalId: '052085000001' }, 'object'],
    [undefined, 'undefined'],
    [null, 'object'],
    [7, 'number'],
  ])('of %j is its kind alone', (thrown, kind) => {
    expect(reported(thrown)).toEqual({
      level: 'error',
      requestId: 'r-7',
      subgraph: 'land',
      error: kind,
      code: null,
      at: [],
    })
  })
})

describe('nothing of the data is in a report', () => {
  const secret = fc
    .string({ unit: fc.constantFrom(...'0123456789xyz'), minLength: 9, maxLength: 14 })
    .map((text) => `7${text}Q`)

  test('whatever the message is, also where it looks like a stack', () => {
    fc.assert(
      fc.property(secret, (value) => {
        const shapes = [
          value,
          `E11000 duplicate key error { personalId: "${value}" }`,
          `first line\n    at ${value} (/somewhere/${value}.ts:1:2)\n    at ${value}`,
          `at ${value}`,
          `    at /somewhere/${value}:1:2`,
          `\u2028${value}\r\n    at f (gateway/${value}.ts:1:2)`,
        ]
        for (const message of shapes) {
          expect(JSON.stringify(reported(new Error(message)))).not.toContain(value)
          const changed = new Error(message)
          changed.message = 'something else'
          expect(JSON.stringify(reported(changed))).not.toContain(value)
        }
      }),
    )
  })

  test('nor in the name, the code or the properties of the error', () => {
    fc.assert(
      fc.property(secret, (value) => {
        const error = Object.assign(new Error('x'), {
          name: value,
          code: value,
          keyValue: { personalId: value },
          cause: new Error(value),
        })
        expect(JSON.stringify(reported(error))).not.toContain(value)
      }),
    )
  })
})

describe('the places', () => {
  const withStack = (...frames: string[]) =>
    Object.assign(new Error('x'), { stack: ['Error: x', ...frames].join('\n') })

  test('are in the repository and relative to it; no other path of the machine is told', () => {
    const root = repositoryRoot
    const line = reported(
      withStack(
        `    at f (file://${root}/gateway/http.ts:10:5)`,
        `    at async Object.g (${root}/subgraphs/_kit/lists.ts:7:1)`,
        `    at ${root}/node_modules/mongoose/lib/query.js:3:2`,
        '    at h (/somewhere/else/secret.js:1:1)',
        '    at node:internal/process/task_queues:95:5',
        '    at new Promise (<anonymous>)',
        `    at i (${root}-other/gateway/http.ts:1:1)`,
      ),
    )
    expect(line.at).toEqual([
      'gateway/http.ts:10:5',
      'subgraphs/_kit/lists.ts:7:1',
      'node_modules/mongoose/lib/query.js:3:2',
    ])
  })

  test('are a few', () => {
    const frames = Array.from({ length: 50 }, (_, index) => `    at f (${repositoryRoot}/gateway/http.ts:${index}:1)`)
    expect(reported(withStack(...frames)).at).toHaveLength(8)
  })

  test('are none where the error has no stack', () => {
    expect(reported(Object.assign(new Error('x'), { stack: undefined })).at).toEqual([])
  })
})
