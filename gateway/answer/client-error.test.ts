import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GraphQLError, parse } from 'graphql'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { badInput } from '../../schema/errors/bad-input.ts'
import { type ErrorCode, errorCatalogue } from '../../schema/errors/catalogue.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import { clientError, withoutRepeats } from './client-error.ts'

const words = (code: ErrorCode) => `${errorCatalogue[code].vi} — ${errorCatalogue[code].en}`
const codes = Object.keys(errorCatalogue) as ErrorCode[]
const told = ['argument', 'database', 'agency', 'since']

describe('an error as the caller sees it', () => {
  test.each(codes)('%s keeps its code, and its words', (code) => {
    const error = hubError(code, { vi: 'chi tiết', en: 'detail' }).toJSON()
    const own = code === 'INTERNAL_SERVER_ERROR' || code === 'BAD_REQUEST' ? words(code) : error.message
    expect(clientError(error)).toEqual({ message: own, extensions: { code } })
  })

  test('keeps the argument, the database, the agency and since when', () => {
    expect(clientError(badInput('first', 'quá lớn', 'too large').toJSON()).extensions).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'first',
    })
    const lost = agencyUnavailable('land', '2026-01-31T00:00:00.000Z')
    expect(clientError(lost.toJSON()).extensions).toEqual({
      code: 'AGENCY_UNAVAILABLE',
      database: 'land',
      since: '2026-01-31T00:00:00.000Z',
    })
  })

  test('keeps its path and its place in the document', () => {
    const error = {
      message: words('BAD_USER_INPUT'),
      path: ['a', 0, 'b'],
      locations: [{ line: 2, column: 3 }],
      extensions: { code: 'BAD_USER_INPUT' },
    }
    expect(clientError(error)).toEqual(error)
  })

  test('has nothing but message, locations, path and the told extensions, whatever it was', () => {
    const anything = fc.record({
      message: fc.string(),
      locations: fc.constantFrom(undefined, [{ line: 1, column: 1 }]),
      path: fc.constantFrom(undefined, ['a', 1]),
      extensions: fc.oneof(
        fc.constant(undefined),
        fc.dictionary(
          fc.oneof(fc.string(), fc.constantFrom(...told, 'code', 'stacktrace', 'serviceName', 'http', '__proto__')),
          fc.anything(),
        ),
        fc.constantFrom(...codes).map((code) => ({ code, serviceName: 'land', stacktrace: ['x'], argument: 7 })),
      ),
      stack: fc.string(),
    })
    fc.assert(
      fc.property(anything, (error) => {
        const seen = clientError(error as never)
        expect(
          Object.keys(seen).filter((key) => !['message', 'locations', 'path', 'extensions'].includes(key)),
        ).toEqual([])
        expect(codes).toContain(seen.extensions?.code)
        for (const [name, value] of Object.entries(seen.extensions ?? {})) {
          expect(['code', ...told]).toContain(name)
          expect(typeof value).toBe('string')
        }
      }),
    )
  })
})

describe('what is not of the closed list', () => {
  test.each([
    ['without extensions', { message: '052085000001' }],
    ['with a code of a library', { message: '052085000001', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
    ['with a name of Object for a code', { message: '052085000001', extensions: { code: 'constructor' } }],
    ['with no text for a code', { message: '052085000001', extensions: { code: 7 } }],
    [
      'of our own failure',
      { message: '052085000001', extensions: { code: 'INTERNAL_SERVER_ERROR' }, locations: [{ line: 1, column: 1 }] },
    ],
  ])('%s is INTERNAL_SERVER_ERROR in the words of the catalogue', (_what, error) => {
    expect(clientError(error)).toEqual({
      message: words('INTERNAL_SERVER_ERROR'),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    })
  })
})

describe('a text of a library is replaced', () => {
  const parseErrorOf = (document: string, options = {}) => {
    try {
      parse(document, options)
    } catch (error) {
      return { ...(error as GraphQLError).toJSON(), extensions: { code: 'GRAPHQL_PARSE_FAILED' } }
    }
    throw new Error('it parses')
  }

  test('of the parser, which repeats a piece of the document', () => {
    for (const document of [
      '{ a(b: "052085000001" "052085000001") { }',
      '{ a 052085000001 }',
      '"052085000001"',
      '{ 052085000001tokens }',
      '{ a("more that 7 tokens") }',
    ]) {
      const error = parseErrorOf(document)
      const seen = clientError(error)
      expect(seen.extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED' })
      expect(seen.message).toBe(words('GRAPHQL_PARSE_FAILED'))
      expect(seen.locations).toEqual(error.locations)
    }
  })

  test('of the parser’s limit of tokens, which is a limit to the caller', () => {
    const seen = clientError(parseErrorOf('{ a b c d }', { maxTokens: 3 }))
    expect(seen).toMatchObject({ message: words('LIMIT_EXCEEDED'), extensions: { code: 'LIMIT_EXCEEDED' } })
  })

  test('of variables, which repeats the value', () => {
    const message = 'Variable "$id" got invalid value "052085000001"; Expected type "PersonalId".'
    expect(clientError({ message, extensions: { code: 'BAD_USER_INPUT' } }).message).toBe(words('BAD_USER_INPUT'))
  })

  test('of the HTTP layer', () => {
    expect(clientError({ message: 'POST body missing', extensions: { code: 'BAD_REQUEST' } }).message).toBe(
      words('BAD_REQUEST'),
    )
  })
})

describe('withoutRepeats', () => {
  const lost = (database: string, path?: (string | number)[]) =>
    new GraphQLError('x', { extensions: { code: 'AGENCY_UNAVAILABLE', database }, ...(path ? { path } : {}) })

  test('says once that an agency is missing at a place, however many rows lost it', () => {
    const errors = Array.from({ length: 1_000 }, (_, row) => lost('land', ['people', row, 'parcels']))
    expect(withoutRepeats(errors)).toEqual([errors[0]])
  })

  test('keeps each agency and each place', () => {
    const errors = [
      lost('land', ['people', 0, 'parcels']),
      lost('land', ['people', 0, 'uses']),
      lost('health', ['people', 0, 'parcels']),
      lost('land'),
    ]
    expect(withoutRepeats([...errors, ...errors])).toEqual(errors)
  })

  test('keeps every error of another kind, and the order', () => {
    const other = () => hubError('SUBGRAPH_ERROR')
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.constantFrom('a', 'b'), fc.nat(3)), { maxLength: 15 }), (made) => {
        const errors = made.map(([isLost, field, row]) => (isLost ? lost('land', [field, row]) : other()))
        const kept = withoutRepeats(errors)
        expect(errors.filter((error) => kept.includes(error))).toEqual(kept)
        expect(kept.filter(({ extensions }) => extensions.code === 'SUBGRAPH_ERROR')).toHaveLength(
          made.filter(([isLost]) => !isLost).length,
        )
        expect(new Set(made.filter(([isLost]) => isLost).map(([, field]) => field)).size).toBe(
          kept.filter(({ extensions }) => extensions.code === 'AGENCY_UNAVAILABLE').length,
        )
      }),
    )
  })

  test('says a wrong argument once, on however many rows it stands', () => {
    const wrong = (row: number) => badInput('first', 'x', 'x', { path: ['residents', 'nodes', row, 'parcels'] })
    expect(withoutRepeats([wrong(0), wrong(1), wrong(2)])).toHaveLength(1)
    expect(withoutRepeats([wrong(0), badInput('after', 'x', 'x', { path: ['residents'] })])).toHaveLength(2)
  })

  test('never says more than the limit', () => {
    const errors = Array.from({ length: 5_000 }, () => hubError('SUBGRAPH_ERROR'))
    expect(withoutRepeats(errors)).toHaveLength(limits.errorsPerRequest)
  })
})
