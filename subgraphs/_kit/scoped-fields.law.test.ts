import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parse } from 'graphql'
import type { RowLimit, RowScope } from '../../schema/access/row-scope.ts'
import { fixedResidence } from './fixtures/fixed-residence.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { answerOf, limited, scopedAgency, scopedSchema, scopeOf } from './fixtures/scoped-agency.ts'
import type { Row } from './row.ts'

const isLong = process.env.HUB_TEST_LONG === 'yes'
const runs = isLong ? 1_000 : 40
const timeoutMs = isLong ? 900_000 : 60_000
const ids = ['p0', 'p1', 'p2', 'p3', 'p4']
const units = ['A', 'B', 'C']

let whole: OwnDatabase
let rest: OwnDatabase
beforeAll(async () => {
  whole = await ownDatabase(scopedAgency, 'kit_scoped_whole')
  rest = await ownDatabase(scopedAgency, 'kit_scoped_rest')
})
afterAll(() => Promise.all([whole.end(), rest.end()]))

interface World {
  readonly homes: Map<string, string>
  readonly people: readonly Row[]
  readonly cases: readonly Row[]
  readonly couples: readonly Row[]
  readonly plots: readonly Row[]
  readonly marks: readonly Row[]
}

const person = fc.constantFrom(...ids)
const unit = fc.constantFrom(...units)
const numbered = (prefix: string) => (row: Row, index: number) => {
  const code = `${prefix}${String((index * 7) % 12).padStart(2, '0')}`
  return { _id: code, code, ...row }
}
const rowsOf = (prefix: string, row: fc.Arbitrary<Row>) =>
  fc.array(row, { maxLength: 10 }).map((rows) => rows.map(numbered(prefix)))

const reachesAll = ({ units: within, subjects }: RowScope) => within === null && subjects === null

/** A random database. Not everybody has a residence, and what stands in a case's row is not it. */
const world: fc.Arbitrary<World> = fc
  .record({
    homes: fc.uniqueArray(fc.tuple(person, unit), { selector: ([id]) => id, maxLength: 5 }).map((all) => new Map(all)),
    names: fc.array(fc.constantFrom('An', 'Ba', 'Chi'), { minLength: 5, maxLength: 5 }),
    cases: rowsOf('k', fc.record({ personalId: person, note: fc.constantFrom('x', 'y'), unitId: unit })),
    couples: rowsOf('h', fc.record({ spouseIds: fc.uniqueArray(person, { minLength: 0, maxLength: 2 }) })),
    plots: rowsOf(
      't',
      fc.record({
        ...{ area: fc.nat(3), unitId: unit, ownerId: fc.option(person), firm: fc.constantFrom('f', 'g') },
        ...{ sharerIds: fc.uniqueArray(person, { maxLength: 3 }), shape: fc.record({ sides: fc.nat(5) }) },
        neighbours: fc.subarray(['t00', 't07', 't02', 't09']),
      }),
    ),
    marks: rowsOf('m', fc.record({ plot: fc.constantFrom('t00', 't07', 't02'), text: fc.constantFrom('u', 'v') })),
  })
  .map(({ names, ...made }) => ({
    ...made,
    people: ids
      .filter((id) => made.homes.has(id))
      .map((id, index) => ({ _id: id, personalId: id, name: names[index], unitId: made.homes.get(id) })),
  }))

const some = <T>(all: fc.Arbitrary<T>) => fc.option(all, { freq: 2 })
const scopes = (withSubjects: boolean) =>
  fc.record({ units: some(fc.subarray(units)), subjects: withSubjects ? some(fc.subarray(ids)) : fc.constant(null) })
const limitsOf = (withSubjects: boolean): fc.Arbitrary<RowLimit[]> =>
  fc.array(
    fc
      .array(scopes(withSubjects), { minLength: 1, maxLength: 2 })
      .map((all) => all.map((one) => scopeOf(one.units, one.subjects))),
    { minLength: 1, maxLength: 2 },
  )

/** The rows that are in every limit, by the words of the rule and nothing of the kit. */
function remains(all: World, limits: readonly RowLimit[]): World {
  const holds = (test: (scope: RowScope) => boolean) => limits.every((limit) => limit.some(test))
  const isIn = (id: string, { units: within, subjects }: RowScope) => {
    const home = all.homes.get(id)
    return (!subjects || subjects.has(id)) && (!within || (home !== undefined && within.has(home)))
  }
  const anyone = (persons: readonly string[]) =>
    holds((scope) => reachesAll(scope) || persons.some((id) => isIn(id, scope)))
  const lives = (id: string) => anyone([id])
  const plots = all.plots.filter((row) => holds(({ units: within }) => !within || within.has(row.unitId)))
  const codes = new Set(plots.map(({ code }) => code))
  return {
    homes: all.homes,
    people: all.people.filter(({ personalId }) => lives(personalId)),
    cases: all.cases.filter(({ personalId }) => lives(personalId)),
    couples: all.couples.filter(({ spouseIds }) => anyone(spouseIds)),
    // A reference to somebody who is not there any more leads nowhere.
    plots: plots.map((row) => ({
      ...row,
      ownerId: row.ownerId !== null && lives(row.ownerId) ? row.ownerId : null,
      neighbours: row.neighbours.filter((code: string) => codes.has(code) || !all.plots.some((p) => p.code === code)),
    })),
    marks: all.marks.filter(({ plot }) => codes.has(plot)),
  }
}

async function load(own: OwnDatabase, { homes: _homes, ...collections }: World): Promise<void> {
  for (const [name, rows] of Object.entries(collections)) await own.fill(name, rows)
}

const persons = `
  person(personalId: "p0") { ...P }
  persons(personalIds: ["p3", "p0", "p9", "p1"]) { ...P }
  people(orderBy: name, direction: DESC, first: 2, where: { name: { startsWith: "A" } }) {
    totalCount nodes { ...P } edges { node { name } } pageInfo { hasNextPage }
  }
  cases(orderBy: note, first: 3) { totalCount nodes { note person { personalId name } } pageInfo { hasNextPage } }
  case(code: "k00") { note person { name couples { code } } }
`
const ofPerson = `fragment P on Person {
  personalId name couples { code }
  cases(first: 1) { totalCount nodes { note } pageInfo { hasNextPage } }
`
const withThings = `
  plots(orderBy: area, direction: DESC, first: 3) { totalCount nodes { ...T } pageInfo { hasNextPage } }
  plot(code: "t00") { ...T neighbours { ...T } }
`
const things = `fragment T on Plot {
  code area shape { sides } owner { personalId name } marks(first: 1) { totalCount nodes { text } }
}`
const thingsOfPerson =
  'plots(first: 2) { totalCount nodes { ...T } } shared(first: 1) { totalCount nodes { code area } }'

async function agrees(query: string, all: World, limits: readonly RowLimit[]): Promise<void> {
  await Promise.all([load(whole, all), load(rest, remains(all, limits))])
  const residence = fixedResidence(all.homes)
  const inScope = await answerOf(limited(scopedSchema, query, limits), whole.scope('2026-01-31', { residence }))
  const removed = await answerOf(parse(query), rest.scope('2026-01-31', { residence }))
  expect(inScope).toEqual(removed)
}

test(
  'under territories and consents the answer is the one without the records of all others',
  async () => {
    const query = `{ ${persons} } ${ofPerson} }`
    await fc.assert(
      fc.asyncProperty(world, limitsOf(true), (all, limits) => agrees(query, all, limits)),
      { numRuns: runs },
    )
  },
  timeoutMs,
)

test(
  'under territories it is so for things, their parts and lists as well',
  async () => {
    const query = `{ ${persons} ${withThings} } ${ofPerson} ${thingsOfPerson} } ${things}`
    await fc.assert(
      fc.asyncProperty(world, limitsOf(false), (all, limits) => agrees(query, all, limits)),
      { numRuns: runs },
    )
  },
  timeoutMs,
)

test(
  'page by page, every record in scope comes once and in order, and no other',
  async () => {
    const query = `query ($after: String, $first: Int) {
    cases(orderBy: note, direction: DESC, first: $first, after: $after) {
      totalCount nodes { code } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`
    const size = fc.integer({ min: 1, max: 4 })
    await fc.assert(
      fc.asyncProperty(world, limitsOf(true), size, async (all, limits, first) => {
        const left = remains(all, limits)
        await Promise.all([load(whole, all), load(rest, left)])
        const residence = fixedResidence(all.homes)
        const read: string[][] = [[], []]
        for (const [index, own] of [whole, rest].entries()) {
          const document = index === 0 ? limited(scopedSchema, query, limits) : parse(query)
          let after: string | null = null
          do {
            const { cases } = await answerOf(document, own.scope('2026-01-31', { residence }), { first, after })
            expect(cases.totalCount).toBe(left.cases.length)
            expect(cases.pageInfo.hasPreviousPage).toBe(after !== null)
            read[index]?.push(...cases.nodes.map(({ code }: Row) => code))
            after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null
          } while (after)
        }
        expect(read[0]).toEqual(read[1])
      }),
      { numRuns: runs },
    )
  },
  timeoutMs,
)
