import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { getIntrospectionQuery } from 'graphql'
import { errorCatalogue } from '../../schema/errors/catalogue.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 3_000 : 500

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

/** Sends bytes as they are, and reads what came back as bytes too. */
async function send(
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: response.status, text: await response.text() }
}

/** Every error bears a code of the closed list, and nothing of the inside shows. */
function expectPlainErrors(text: string): void {
  const answer = JSON.parse(text)
  expect(Object.keys(answer).filter((key) => !['data', 'errors', 'extensions'].includes(key))).toEqual([])
  for (const error of answer.errors ?? []) {
    expect(Object.keys(errorCatalogue)).toContain(error.extensions.code)
    expect(error.extensions.code).not.toBe('INTERNAL_SERVER_ERROR')
  }
  expect(text).not.toMatch(
    /\bat [\w.<>]+ \(|node_modules|\.ts:\d|\.js:\d|mongodb:\/\/|127\.0\.0\.1|"stacktrace"|serviceName|valueCompletion/,
  )
}

const operations = ['dossier', 'organizations', 'unit-before-and-after', 'fishing-vessel'].map((name) =>
  readFileSync(join(repositoryRoot, `test/bench/operations/${name}.graphql`), 'utf8'),
)

/** A working document with a piece cut, doubled or overwritten. */
const brokenDocument = fc
  .tuple(
    fc.constantFrom(...operations),
    fc.nat(),
    fc.nat(40),
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('{', '}', '...', '@', '"', '"""', '$', '#', '\u0000'),
    ),
  )
  .map(([document, at, length, piece]) => {
    const start = at % document.length
    return document.slice(0, start) + piece + document.slice(start + length)
  })

const person = 'query ($personalId: PersonalId!) { person(personalId: $personalId) { fullName } }'
const persons = 'query ($personalIds: [PersonalId!]!) { persons(personalIds: $personalIds) { fullName } }'
const residents =
  'query ($where: PersonWhere, $first: Int, $after: String) { residents(where: $where, first: $first, after: $after) { nodes { fullName } } }'

/** Wrong documents that bear a text of the caller where a value belongs. */
const literalPlaces = [
  (value: string) => `{ person(personalId: "${value}") { fullName } }`,
  (value: string) => `{ persons(personalIds: ["${value}"]) { fullName } }`,
  (value: string) => `{ residents(first: "${value}") { nodes { fullName } } }`,
  (value: string) => `{ residents(after: "${value}") { nodes { fullName } } }`,
  (value: string) => `{ residents(orderBy: "${value}") { nodes { fullName } } }`,
  (value: string) => `{ residents(where: { fullName: "${value}" }) { nodes { fullName } } }`,
  (value: string) => `{ residents(where: { dateOfBirth: { from: "${value}" } }) { nodes { fullName } } }`,
  (value: string) => `{ residents(where: { deceased: "${value}" }) { nodes { fullName } } }`,
  (value: string) => `{ administrativeUnit(code: "52", asOf: "${value}") { name } }`,
  (value: string) => `query ($id: PersonalId = "${value}") { person(personalId: $id) { fullName } }`,
  // A number with letters behind it, and a name where an enum's value belongs: told by the parser and by the schema.
  (value: string) => `{ person(personalId: ${value}) { fullName } }`,
  (value: string) => `{ residents(orderBy: x${value}) { nodes { fullName } } }`,
]

/** Long enough that its presence in an answer is no accident. */
const secret = fc
  .string({ unit: fc.constantFrom(...'0123456789xyzXYZ'), minLength: 9, maxLength: 14 })
  .map((text) => `7${text}Q`)

describe(`${runs} bad requests`, () => {
  test('documents: broken text gives errors of the closed list and nothing of the inside', async () => {
    await fc.assert(
      fc.asyncProperty(brokenDocument, async (query) => {
        const { text } = await send(JSON.stringify({ query }))
        expectPlainErrors(text)
      }),
      { numRuns: runs },
    )
  })

  test('documents: a value that stands in one as a literal does not come back, however the document is broken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...literalPlaces), secret, fc.boolean(), async (place, value, unclosed) => {
        const whole = place(value)
        const { text } = await send(JSON.stringify({ query: unclosed ? whole.replace(/\}\s*$/, '') : whole }))
        expectPlainErrors(text)
        expect(JSON.parse(text).errors.length).toBeGreaterThan(0)
        expect(text).not.toContain(value)
      }),
      { numRuns: runs },
    )
  })

  test('variables: values of every wrong form are refused by name and never repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(person, persons, residents),
        fc.json({ maxDepth: 4 }),
        secret,
        async (query, json, value) => {
          const wrong = JSON.parse(json)
          const variables = {
            personalId: value,
            personalIds: [value, wrong],
            where: { fullName: wrong, [value]: wrong },
            first: value,
            after: value,
          }
          const { text } = await send(JSON.stringify({ query, variables }))
          expectPlainErrors(text)
          expect(JSON.parse(text).errors.length).toBeGreaterThan(0)
          expect(text).not.toContain(value)
        },
      ),
      { numRuns: runs },
    )
  })

  test('identifiers: a literal or a variable that is none is refused with the argument’s name, never the value', async () => {
    const roots = [
      ['person', 'personalId', 'PersonalId', 'fullName'],
      ['organization', 'taxCode', 'TaxCode', 'taxCode'],
      ['parcel', 'parcelId', 'ParcelId', 'parcelId'],
      ['fishingVessel', 'registrationNumber', 'VesselNumber', 'registrationNumber'],
      ['vehicle', 'plate', 'VehiclePlate', 'plate'],
    ] as const
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...roots),
        secret,
        fc.boolean(),
        async ([root, argument, scalar, field], value, literal) => {
          const body = literal
            ? { query: `{ ${root}(${argument}: ${JSON.stringify(value)}) { ${field} } }` }
            : { query: `query ($v: ${scalar}!) { ${root}(${argument}: $v) { ${field} } }`, variables: { v: value } }
          const { text } = await send(JSON.stringify(body))
          expectPlainErrors(text)
          expect(JSON.parse(text).errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', argument })
          expect(text).not.toContain(value)
        },
      ),
      { numRuns: runs },
    )
  })

  test('bodies: bytes that are no GraphQL request are refused before anything is parsed further', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          fc.json().map((json) => Buffer.from(json)),
        ),
        async (body) => {
          const { status, text } = await send(body)
          expect(status).toBe(400)
          expectPlainErrors(text)
        },
      ),
      { numRuns: runs },
    )
  })
})

describe('the hub after all of it', () => {
  test('still answers', async () => {
    expect(await hub.ask('{ administrativeUnit(code: "52", asOf: "2025-07-01") { name } }')).toEqual({
      data: { administrativeUnit: { name: 'Tỉnh Gia Lai' } },
    })
  })

  test.each([
    [
      'an oversized body',
      () => send(JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(200_000) } })),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'an oversized document',
      () => send(JSON.stringify({ query: `{ __typename } #${'x'.repeat(20_000)}` })),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'a form',
      () => send('query=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'an exotic charset',
      () => send('{}', { 'content-type': 'application/json; charset=ibm500' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a batch', () => send('[{"query":"{ __typename }"}]'), 400, 'BAD_REQUEST'],
  ])('%s is refused with its status and code', async (_case, ask, status, code) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text).errors[0].extensions.code).toBe(code)
  })

  test.each([
    '/nothing',
    '/graphql/',
    '/graphql/../health',
    '//graphql',
    '/.env',
    '/metrics',
    '/playground/../package.json',
  ])('the path %s is not served', async (path) => {
    const response = await fetch(`${hub.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect([404, 405]).toContain(response.status)
    expectPlainErrors(await response.text())
  })

  test('a bomb of nested fragments is refused by the count of its selections', async () => {
    const levels = Array.from(
      { length: 18 },
      (_, n) => `fragment f${n} on AdministrativeUnit { a: parent { ...f${n + 1} } b: parent { ...f${n + 1} } }`,
    )
    const query = `{ administrativeUnit(code: "52") { ...f0 } } ${levels.join(' ')} fragment f18 on AdministrativeUnit { id }`
    expect(Buffer.byteLength(query)).toBeLessThan(2_000)
    expect((await hub.ask(query)).errors?.map((error) => error.extensions.code)).toEqual(['LIMIT_EXCEEDED'])
  })
})

test('the whole introspection of the province is within the limits', async () => {
  const { data, errors } = await hub.ask(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }))
  expect(errors).toBeUndefined()
  expect(data.__schema.types.length).toBeGreaterThan(100)
})
