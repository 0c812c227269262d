import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { parse as parseSdl } from 'graphql'
import { accessOf } from '../../schema/lint/sdl/access-of.ts'
import { documentFields } from '../../schema/lint/sdl/document-fields.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { provinceRules } from '../../subgraphs/_kit/province-rules.ts'

/**
 * One line of `classes.csv`: the class of a coordinate, transcribed by hand from the table of
 * agencies, entities and classes (O open, P look-up, S shared,
 * R restricted, X sensitive). The oracle of the access rules reads this file, not the schema.
 */
interface ClassRow {
  readonly coordinate: string
  readonly class: string
  /** Folder of the database that owns the field. */
  readonly owner: string
  /** `key`: part of a key of its type; `finds`: a root that takes the full key of one record. */
  readonly key: string
  /** The words of the domain's table, with its letter. */
  readonly domain: string
  /** Why the class differs from that letter, or why there is one where the table is silent. */
  readonly departure: string
}

const rows = parse(readFileSync(join(repositoryRoot, 'test/access/classes.csv'), 'utf8'), {
  columns: true,
}) as ClassRow[]
const letters: Readonly<Record<string, string>> = {
  O: 'OPEN',
  P: 'LOOKUP',
  S: 'SHARED',
  R: 'RESTRICTED',
  X: 'SENSITIVE',
}

/** What the judge makes of the composed schema; connections, edges and page information are made by the kit. */
async function judgedBy(): Promise<Map<string, string>> {
  const supergraph = readFileSync(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8')
  const { types } = provinceRules(supergraph, await discoverAgencies())
  const rules = [...types.values()]
    .filter(({ structural }) => !structural)
    .flatMap(({ fields }) => [...fields.values()])
  return new Map(
    rules.map((rule) => [rule.coordinate, [rule.owner, rule.isKey ? 'key' : rule.findsByKey ? 'finds' : ''].join(' ')]),
  )
}

/** Coordinate → class, from the SDL that each agency wrote. */
async function declared(): Promise<Map<string, string>> {
  const classes = new Map<string, string>()
  for (const { typeDefs } of await discoverAgencies()) {
    for (const { coordinate, field } of documentFields(parseSdl(typeDefs))) {
      classes.set(coordinate, accessOf(field)?.class ?? 'UNCLASSIFIED')
    }
  }
  return classes
}

describe('the transcribed classes', () => {
  test('are those of the schema, field by field, none missing and none too many', async () => {
    const transcribed = rows.map((row) => [row.coordinate, row.class] as const)
    expect(Object.fromEntries([...(await declared())].sort())).toEqual(Object.fromEntries([...transcribed].sort()))
  })

  test('belong to the databases, and are the keys, of the composed schema', async () => {
    const transcribed = rows.map(({ coordinate, owner, key }) => [coordinate, `${owner} ${key}`] as const)
    expect(Object.fromEntries(transcribed)).toEqual(Object.fromEntries(await judgedBy()))
  })

  test('name each coordinate once, in order, so that a review reads a list', () => {
    const coordinates = rows.map((row) => row.coordinate)
    expect(coordinates).toEqual([...new Set(coordinates)].sort())
  })

  test('give a reason wherever the class is not the letter that the domain gives', () => {
    const unexplained = rows.filter((row) => {
      const named = [...row.domain.matchAll(/\b([OPSRX])\b/g)].map((match) => letters[match[1] as string])
      return row.departure.trim() === '' && !named.includes(row.class)
    })
    expect(unexplained).toEqual([])
  })
})
