import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql'
import { openAccess } from '../../schema/access/access.ts'
import { judge } from '../../schema/access/judge.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { provinceRules } from '../../subgraphs/_kit/province-rules.ts'
import { type AskedBy, everybody } from './askers.ts'
import { decisionLines } from './decisions.ts'
import { verdict, why } from './oracle.ts'
import { fieldsOf, readingDocuments, type Way, wayDocument, waysOver } from './ways.ts'

const supergraph = readFileSync(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8')
const schema = buildSchema(supergraph, { assumeValid: true })
const long = process.env.HUB_TEST_LONG === 'yes'
const golden = join(repositoryRoot, 'test/access/decisions.csv')

let rules: AccessRules
let askers: readonly AskedBy[]
beforeAll(async () => {
  const agencies = await discoverAgencies()
  rules = provinceRules(supergraph, agencies)
  askers = everybody(agencies)
})

const parsed = new Map<string, { document: ReturnType<typeof parse>; operation: OperationDefinitionNode }>()
function judgement(text: string, access: ReturnType<typeof openAccess>): string {
  let made = parsed.get(text)
  if (!made) {
    const document = parse(text, { noLocation: true })
    made = { document, operation: getOperationAST(document) as OperationDefinitionNode }
    parsed.set(text, made)
  }
  const { refusals } = judge({ rules, access, ...made, variables: {}, layer: 'gateway' })
  return refusals.map(({ coordinate, reason }) => `${coordinate} ${reason}`).join(', ')
}

/** Asks one of the two, for everybody; the cells in which they differ, and how many there were. */
function differences(cells: readonly { text: string; way: readonly string[]; reads: string | null }[], by = askers) {
  const found: string[] = []
  let compared = 0
  for (const { name, asker, asking } of by) {
    const access = openAccess(asking)
    for (const { text, way, reads } of cells) {
      compared++
      const said = verdict(way, reads, asker)?.join(' ') ?? ''
      const done = judgement(text, access)
      if (said !== done) found.push(`${name}: ${text}: the oracle says '${said}', the judge '${done}'`)
    }
  }
  return { found: found.slice(0, 10), compared }
}

const selecting = (ways: readonly Way[]) =>
  ways.flatMap(({ type, fields }) =>
    fieldsOf(schema, type).map(({ name }) => {
      const way = [...fields, `${type}.${name}`]
      return { text: wayDocument(schema, way), way, reads: null }
    }),
  )

describe('the judge agrees with the oracle', () => {
  test('on every field, on every way by which a record can be come by, for everybody', () => {
    const cells = selecting(waysOver(schema, () => true))
    const { found, compared } = differences(cells, long ? askers : askers.filter(({ own }) => own))
    expect(found).toEqual([])
    expect(compared).toBeGreaterThan(20_000)
  })

  test('on every field near a root, whatever the purpose is: another, none of the list, none at all', () => {
    const near = waysOver(schema, () => true).filter(({ fields }) => fields.length < 3)
    const { found } = differences(
      selecting(near),
      askers.filter(({ own }) => !own),
    )
    expect(found).toEqual([])
  })

  test('on every field of every record that somebody can come by at all, so that no refusal above hides it', () => {
    for (const one of askers.filter(({ own }) => own)) {
      const legitimate = waysOver(schema, (coordinate, standing) =>
        [null, 'rows'].includes(why(coordinate, standing, one.asker)),
      )
      expect(differences(selecting(legitimate), [one]).found).toEqual([])
    }
  })

  test('on every field by which a list can be filtered, sorted or counted, whether the schema offers it or not', () => {
    const cells = [...rules.types.values()].flatMap(({ fields }) =>
      [...fields.values()].flatMap(({ coordinate }) =>
        readingDocuments(schema, coordinate).map(({ root, text }) => ({ text, way: [root], reads: coordinate })),
      ),
    )
    const { found, compared } = differences(cells)
    expect(found).toEqual([])
    expect(compared).toBeGreaterThan(10_000)
  })
})

test('what nobody has listed is answered to nobody', () => {
  for (const { asker } of askers)
    expect(['NO_TOKEN', 'NO_PURPOSE', 'NO_GRANT']).toContain(
      why('Person.unlisted', { by: 'being mine', from: '' }, asker),
    )
})

test('who may read what is as it was reviewed: run with HUB_WRITE_DECISIONS=yes, and review the lines that differ', () => {
  const lines = decisionLines(
    schema,
    askers.filter(({ own, demo, name }) => own && (demo || name.startsWith('stranger'))),
  )
  if (process.env.HUB_WRITE_DECISIONS === 'yes') writeFileSync(golden, `${lines.join('\n')}\n`)
  expect(lines).toEqual(readFileSync(golden, 'utf8').trimEnd().split('\n'))
})
