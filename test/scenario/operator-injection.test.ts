import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 3_000 : 200

let hub: TestHub
let everybody: number
beforeAll(async () => {
  hub = await startTestHub()
  everybody = (await hub.ask('{ enterprises { totalCount } }')).data.enterprises.totalCount
})
afterAll(() => hub.stop())

const list =
  'query ($where: OrganizationWhere) { enterprises(where: $where, first: 5) { totalCount nodes { taxCode name } } }'

/** What MongoDB takes for a command, a path or a type, and JavaScript for more than a name. */
const operators = [
  ...['$ne', '$gt', '$gte', '$in', '$nin', '$not', '$or', '$and', '$nor', '$exists', '$type', '$regex', '$options'],
  ...[
    '$where',
    '$expr',
    '$function',
    '$accumulator',
    '$jsonSchema',
    '$text',
    '$comment',
    '$elemMatch',
    '$size',
    '$mod',
  ],
  ...['_bsontype', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '_id', '__v'],
  ...['name.$ne', 'name.equals', '.', '', '$', 'taxCode', 'secret', '\u0000'],
]

/** Objects that bear operators, up to five deep. */
const operator = fc.constantFrom(...operators)
const { tree } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom('', '.*', 'sleep(1000)||true', 'function(){return true}'),
    fc.integer(),
    fc.constant(null),
  ),
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.array(fc.tuple(operator, tie('tree')), { minLength: 1, maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
  ),
}))

function holdsObject(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsObject)
  return typeof value === 'object' && value !== null
}

/** An operator is bad input wherever it stands; what is none is a text, a number or nothing, and widens no list. */
async function expectHarmless(where: Record<string, unknown>, condition: unknown): Promise<void> {
  const { data, errors } = await hub.ask(list, { where })
  if (holdsObject(condition)) expect(errors?.length).toBeGreaterThan(0)
  for (const error of errors ?? []) expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  if (!errors) expect(data.enterprises.totalCount).toBeLessThanOrEqual(everybody)
  expect(JSON.stringify(errors ?? [])).not.toMatch(/sleep|function|\$where|Mongo|Cast/)
}

describe(`${runs} filters with operators in them`, () => {
  test('in place of the filter', async () => {
    const filter = fc.array(fc.tuple(operator, tree), { minLength: 1, maxLength: 3 }).map(Object.fromEntries)
    await fc.assert(
      fc.asyncProperty(filter, async (where) => {
        const { errors } = await hub.ask(list, { where })
        expect(errors?.map((error) => error.extensions.code)).toEqual(errors?.map(() => 'BAD_USER_INPUT'))
        expect(errors?.length).toBeGreaterThan(0)
      }),
      { numRuns: runs },
    )
  })

  test.each(['name', 'status', 'establishedOn', 'headOfficeUnit', 'charterCapital', 'industries'])(
    'in place of the condition on %s',
    async (field) => {
      await fc.assert(
        fc.asyncProperty(tree, (condition) => expectHarmless({ [field]: condition }, condition)),
        { numRuns: Math.ceil(runs / 6) },
      )
    },
  )

  test('in place of the text that a condition compares', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('equals', 'in', 'startsWith'), tree, (how, text) =>
        expectHarmless({ name: { [how]: text } }, text),
      ),
      { numRuns: runs },
    )
  })

  test('leave nothing behind in JavaScript’s own objects', () => {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>).leaf).toBeUndefined()
  })
})

describe('a text that looks like a command is a text', () => {
  test.each(['$ne', '{"$ne":null}', '.*', '^', '^.*$', '(a+)+$', '[', '\\', '$where', 'C', 'công'])(
    'begins with %j means these very letters',
    async (text) => {
      const { data, errors } = await hub.ask(list, { where: { name: { startsWith: text } } })
      expect(errors).toBeUndefined()
      const names: string[] = data.enterprises.nodes.map((node: { name: string }) => node.name)
      expect(names.filter((name) => !name.startsWith(text))).toEqual([])
    },
  )

  test.each(['$ne', '{"$gt":""}', '.*', "' || true || '"])('equal to %j finds nobody', async (text) => {
    const { data } = await hub.ask(list, { where: { name: { equals: text } } })
    expect(data.enterprises).toEqual({ totalCount: 0, nodes: [] })
  })
})

describe('a key that is no key finds nobody', () => {
  test.each([
    ['a list of keys', 'query ($v: TaxCode!) { organization(taxCode: $v) { taxCode } }', ['4100000000', '4100000001']],
    ['an operator', 'query ($v: TaxCode!) { organization(taxCode: $v) { taxCode } }', { $ne: null }],
    ['an operator among keys', 'query ($v: [TaxCode!]!) { organizations(taxCodes: $v) { taxCode } }', [{ $gt: '' }]],
    ['an operator for an ID', 'query ($v: ID!) { port(code: $v) { code } }', { $regex: '.*' }],
    ['an operator for a cursor', 'query ($v: String) { ports(after: $v) { nodes { code } } }', { $gt: '' }],
    ['an operator for a size', 'query ($v: Int) { ports(first: $v) { nodes { code } } }', { $gt: 0 }],
  ])('%s', async (_what, query, v) => {
    const { data, errors } = await hub.ask(query, { v })
    expect(errors?.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT'])
    expect(data ?? null).toBeNull()
  })

  test('an ID that reads like an operator is an ID', async () => {
    expect((await hub.ask('{ port(code: "$ne") { code } }')).data).toEqual({ port: null })
    expect((await hub.ask('{ port(code: "{\\"$gt\\":\\"\\"}") { code } }')).data).toEqual({ port: null })
  })
})
