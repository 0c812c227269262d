import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { openSharedAgency, type TestAgency } from '../../test/setup/agency.ts'
import { testPersons, testSeed } from '../../test/setup/population.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: testPersons, seed: testSeed })
const chunk = makeChunk(province, 0)
const documents = [...(agency.seed.constants?.(province) ?? []), ...agency.seed.documents(chunk)]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string): any[] =>
  documents
    .filter((made) => made.collection === collection)
    .map(({ document }) => document)
    .sort((a, b) => (a._id < b._id ? -1 : 1))
const agencies = rows('agencies')
const units = rows('units')
const today = province.asOf
// biome-ignore lint/suspicious/noExplicitAny: rows are whatever the register stores
const inForce = ({ validFrom, validTo }: any, date: string) =>
  (validFrom ?? '') <= date && (validTo == null || date <= validTo)
const unitNamed = (code: string, date: string) => units.find((row) => row.code === code && inForce(row, date))

let register: TestAgency
beforeAll(async () => {
  register = await openSharedAgency('register', today)
})
afterAll(() => register.close())

/** Every node of a root list, page by page. */
async function everyNode(list: string, node: string, variables: Record<string, unknown> = {}, types = '') {
  const query = `query ($after: String ${types}) {
    list: ${list.replace(/\)$/, ', ')}${list.endsWith(')') ? '' : '('}first: 100, after: $after) {
      totalCount nodes { ${node} } pageInfo { hasNextPage endCursor }
    }
  }`
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  const nodes: any[] = []
  for (let after: string | null = null, more = true; more; ) {
    const {
      list: page,
    }: { list: { nodes: []; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await register.ask(query, { ...variables, after })
    nodes.push(...page.nodes)
    after = page.pageInfo.endCursor
    more = page.pageInfo.hasNextPage
    if (!more) expect(nodes).toHaveLength(page.totalCount)
  }
  return nodes
}

describe('persons and organizations by key', () => {
  test('come in the order asked, one entry each; an unknown key is null', async () => {
    const [a, b] = [chunk.persons[3], chunk.persons[1]] as [(typeof chunk.persons)[0], (typeof chunk.persons)[0]]
    const [firm] = chunk.firms as [(typeof chunk.firms)[0]]
    const told = await register.ask(
      `query ($one: PersonalId!, $many: [PersonalId!]!, $code: TaxCode!, $codes: [TaxCode!]!) {
        person(personalId: $one) { personalId hubId } persons(personalIds: $many) { hubId }
        organization(taxCode: $code) { taxCode } organizations(taxCodes: $codes) { taxCode }
      }`,
      {
        one: a.personalId,
        many: [a.personalId, '052001000000', b.personalId, a.personalId],
        code: firm.taxCode,
        codes: [firm.taxCode],
      },
    )
    expect(told).toEqual({
      person: { personalId: a.personalId, hubId: a.hubId },
      persons: [{ hubId: a.hubId }, null, { hubId: b.hubId }, { hubId: a.hubId }],
      organization: { taxCode: firm.taxCode },
      organizations: [{ taxCode: firm.taxCode }],
    })
    expect(await register.entities('Person', 'hubId', [{ personalId: b.personalId }])).toEqual([{ hubId: b.hubId }])
  })

  test('are at most 200 at once', async () => {
    const query = 'query ($ids: [PersonalId!]!) { persons(personalIds: $ids) { hubId } }'
    const ids = Array.from({ length: 201 }, () => chunk.persons[0]?.personalId)
    expect((await register.ask(query, { ids: ids.slice(1) })).persons).toHaveLength(200)
    await expect(register.ask(query, { ids })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument: 'personalIds' },
    })
  })
})

describe('an agency', () => {
  const one = `query ($code: ID!, $asOf: Date) { agency(code: $code, asOf: $asOf) { code name validTo unit { id } } }`
  const ended = agencies.filter(({ validTo }) => validTo !== null)

  test('that has ended is null today and is found on each day of its period, the last included', async () => {
    expect(ended.length).toBeGreaterThan(0)
    const [{ code, name, validTo, unitCode }] = ended
    expect((await register.ask(one, { code })).agency).toBeNull()
    const found = { code, name, validTo, unit: { id: unitNamed(unitCode, validTo).id } }
    expect((await register.ask(one, { code, asOf: validTo })).agency).toEqual(found)
    expect((await register.ask(one, { code, asOf: '2025-07-01' })).agency).toBeNull()
  })

  test('that is in force is found today and not before its first day', async () => {
    const { code, name, unitCode } = agencies.find(({ validFrom, validTo }) => validFrom === '2025-07-01' && !validTo)
    const found = { code, name, validTo: null, unit: { id: unitNamed(unitCode, today).id } }
    expect((await register.ask(one, { code })).agency).toEqual(found)
    expect((await register.ask(one, { code, asOf: '2025-06-30' })).agency).toBeNull()
    expect((await register.ask(one, { code: 'NONE' })).agency).toBeNull()
  })

  test('leads to its parent, successors and predecessors, as its row names them', async () => {
    const fields = 'code kind source parent { code } successors { code } predecessors { code }'
    const told = await register.entities(
      'Agency',
      fields,
      agencies.map(({ code }) => ({ code })),
    )
    const refer = (codes: string[]) => codes.map((code) => ({ code }))
    expect(told).toEqual(
      agencies.map((row) => ({
        code: row.code,
        kind: row.kind,
        source: row.source,
        parent: row.parentCode ? { code: row.parentCode } : null,
        successors: refer(row.successorCodes),
        predecessors: refer(row.predecessorCodes),
      })),
    )
    expect(told.some(({ successors }) => successors.length > 0)).toBe(true)
  })
})

describe('the agencies', () => {
  test.each([[undefined], ['2024-12-01'], ['2025-06-30'], ['2025-07-01']])(
    'as of %s are those in force',
    async (asOf) => {
      const told = await everyNode('agencies(asOf: $asOf)', 'code', { asOf }, '$asOf: Date')
      expect(told.map(({ code }) => code)).toEqual(
        agencies.filter((row) => inForce(row, asOf ?? today)).map(({ code }) => code),
      )
    },
  )

  test('are filtered by kind and by name, together and each alone', async () => {
    const here = agencies.filter((row) => inForce(row, today))
    const { kind, name } = here.find((row) => row.kind === 'department') ?? here[10]
    const [first] = name.split(' ')
    const cases = [
      [{ kind: { equals: kind } }, here.filter((row) => row.kind === kind)],
      [{ name: { startsWith: first } }, here.filter((row) => row.name.startsWith(first))],
      [{ name: { equals: name }, kind: { in: [kind] } }, here.filter((row) => row.name === name && row.kind === kind)],
    ] as const
    for (const [where, wanted] of cases) {
      const told = await everyNode('agencies(where: $where)', 'code', { where }, '$where: AgencyWhere')
      expect(told).toEqual(wanted.map(({ code }) => ({ code })))
      expect(wanted.length).toBeGreaterThan(0)
      expect(wanted.length).toBeLessThan(here.length)
    }
  })

  test.each([
    ['code', 'ASC'],
    ['code', 'DESC'],
    ['name', 'ASC'],
    ['name', 'DESC'],
  ])('come in the order of %s %s, ties by code', async (field, direction) => {
    const sign = direction === 'ASC' ? 1 : -1
    const compare = (a: string, b: string) => sign * Buffer.compare(Buffer.from(a), Buffer.from(b))
    const wanted = agencies
      .filter((row) => inForce(row, today))
      .sort((a, b) => compare(a[field], b[field]) || compare(a.code, b.code))
    const told = await everyNode(`agencies(orderBy: ${field}, direction: ${direction})`, 'code')
    expect(told).toEqual(wanted.map(({ code }) => ({ code })))
  })
})

describe('the code lists', () => {
  test('are found one by one and together, each with its items and their parents', async () => {
    const lists = rows('codeLists')
    const fields = 'code name source official'
    const told = await everyNode('codeLists', fields)
    expect(told).toEqual(lists.map(({ code, name, source, official }) => ({ code, name, source, official })))
    for (const { code } of lists) {
      const query = `query ($code: ID!) { codeList(code: $code) { code items(first: 100) {
        totalCount nodes { id code name nameEnglish parent { id } }
      } } }`
      const items = rows('codeItems').filter(({ listCode }) => listCode === code)
      expect((await register.ask(query, { code })).codeList).toEqual({
        code,
        items: {
          totalCount: items.length,
          nodes: items.slice(0, 100).map((row) => ({
            id: row.id,
            code: row.code,
            name: row.name,
            nameEnglish: row.nameEnglish,
            parent: row.parentId ? { id: row.parentId } : null,
          })),
        },
      })
    }
    expect(rows('codeItems').some(({ parentId }) => parentId)).toBe(true)
    expect(await register.ask('{ codeList(code: "NONE") { name } }')).toEqual({ codeList: null })
  })

  test('are cut where fewer are asked, and go on behind the cursor', async () => {
    const query =
      'query ($after: String) { codeLists(first: 4, after: $after) { nodes { code } pageInfo { endCursor } } }'
    const { codeLists: first } = await register.ask(query)
    const { codeLists: second } = await register.ask(query, { after: first.pageInfo.endCursor })
    const codes = rows('codeLists').map(({ code }) => ({ code }))
    expect([...first.nodes, ...second.nodes]).toEqual(codes.slice(0, 8))
  })
})

describe('the procedures', () => {
  const all = rows('procedures')
  const fields = 'code name field agency { code } databases'
  const told = ({ code, name, field, agencyCode, databases }: (typeof all)[number]) => {
    return { code, name, field, agency: { code: agencyCode }, databases }
  }

  test('are found one by one and by field', async () => {
    for (const row of all) {
      const query = `query ($code: ID!) { procedure(code: $code) { ${fields} } }`
      expect((await register.ask(query, { code: row.code })).procedure).toEqual(told(row))
    }
    const where = { field: { equals: 'Hộ tịch' } }
    const found = await everyNode('procedures(where: $where)', fields, { where }, '$where: ProcedureWhere')
    expect(found).toEqual(all.filter(({ field }) => field === 'Hộ tịch').map(told))
    expect(found.length).toBeGreaterThan(1)
    expect(await register.ask('{ procedure(code: "NONE") { name } }')).toEqual({ procedure: null })
  })

  test.each([
    ['code', 'ASC'],
    ['code', 'DESC'],
    ['name', 'ASC'],
    ['name', 'DESC'],
  ])('come in the order of %s %s', async (field, direction) => {
    const sign = direction === 'ASC' ? 1 : -1
    const compare = (a: string, b: string) => sign * Buffer.compare(Buffer.from(a), Buffer.from(b))
    const wanted = [...all].sort((a, b) => compare(a[field], b[field]))
    expect(await everyNode(`procedures(orderBy: ${field}, direction: ${direction})`, fields)).toEqual(wanted.map(told))
  })
})

describe('the administrative units', () => {
  test.each([
    [1, '2025-06-30'],
    [2, '2025-06-30'],
    [3, '2025-06-30'],
    [3, '2025-07-01'],
  ])('of level %i on %s are those in force, by code, each within the province', async (level, asOf) => {
    const found = await everyNode(
      'administrativeUnits(level: $level, asOf: $asOf)',
      'id code',
      { level, asOf },
      '$level: Int, $asOf: Date',
    )
    const wanted = units.filter((row) => row.level === level && inForce(row, asOf))
    expect(found).toEqual(wanted.map(({ id, code }) => ({ id, code })))
    expect(wanted.length).toBeGreaterThan(0)
    const within = await everyNode(
      'administrativeUnits(level: $level, asOf: $asOf, within: "52")',
      'id',
      { level, asOf },
      '$level: Int, $asOf: Date',
    )
    expect(within).toEqual(wanted.filter((row) => row.ancestorCodes.includes('52')).map(({ id }) => ({ id })))
  })
})
