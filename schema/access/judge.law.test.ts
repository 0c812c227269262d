import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  buildSchema,
  getOperationAST,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  type OperationDefinitionNode,
  parse,
  print,
  specifiedRules,
  validate,
} from 'graphql'
import { randomDocument } from '../../test/access/random-document.ts'
import { openAccess } from './access.ts'
import { type Asked, askingOf, granted } from './fixtures/small-province.ts'
import { type Case, judge, type Layer } from './judge.ts'
import { readRules } from './read-rules.ts'
import type { AccessRules } from './rules.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 5_000 : 300
const text = readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8')
const schema = buildSchema(text, { assumeValid: true })
const owners = { Person: 'register', Organization: 'register', Parcel: 'land', FishingVessel: 'fisheries' }
const rules = readRules(text, owners) as AccessRules
const fields = [...rules.types.values()].flatMap((type) => [...type.fields.values()])
const closed = fields.filter((rule) => rule.class !== 'OPEN').map(({ coordinate }) => coordinate)

/** Whoever may ask: from a stranger to one who may read nearly everything. */
const asked: fc.Arbitrary<Asked> = fc.record({
  viewer: fc.record({
    identity: fc.constantFrom('one', 'one', 'one', null),
    databases: fc.subarray(['land', 'residence', 'register', 'civil-status', 'health', 'fisheries'], { maxLength: 3 }),
  }),
  purpose: fc.constantFrom(undefined as never, undefined as never, null, 'HEALTH_CARE'),
  grants: fc
    .tuple(fc.subarray(closed), fc.subarray(closed), fc.constantFrom(null, new Set(['52-001@2025-07-01'])))
    .map(([special, shared, units]) => [
      granted(special.join(' '), { id: 's', units }),
      granted(shared.join(' '), { id: 'd', mode: 'DEFAULT' }),
    ]),
})
const layer = fc.constantFrom<Layer>('gateway', 'gateway', 'hop', 'foreign')
const document = fc
  .array(fc.nat(1_000), { minLength: 20, maxLength: 200 })
  .map((entropy) => randomDocument(schema, entropy))

function caseOf(operationText: string, variables: Record<string, unknown>, one: Asked, at: Layer): Case {
  const parsed = parse(operationText, { noLocation: true })
  const operation = getOperationAST(parsed) as OperationDefinitionNode
  return { rules, access: openAccess(askingOf(one)), document: parsed, operation, variables, layer: at }
}
const judgedAgain = (one: Case, rewritten: Case['document']) =>
  judge({ ...one, document: rewritten, operation: getOperationAST(rewritten) as OperationDefinitionNode })

test('the documents are valid, and a good part of them is refused in part', () => {
  const outcomes = new Set<string>()
  fc.assert(
    fc.property(document, asked, layer, (made, one, at) => {
      expect(validate(schema, parse(made.text)).map(({ message }) => message)).toEqual([])
      const { refusals, empty, limits } = judge(caseOf(made.text, made.variables, one, at))
      outcomes.add(empty ? 'nothing' : refusals.length > 0 ? 'partly' : 'whole')
      if (limits.length > 0) outcomes.add('limited')
      if (refusals.some(({ via }) => via?.includes('where'))) outcomes.add('filter')
      if (refusals.some(({ via }) => via?.includes('orderBy'))) outcomes.add('order')
    }),
    // One seed: whether a rare kind is met at all must not be a matter of luck.
    { numRuns: 500, seed: 8 },
  )
  expect([...outcomes].sort()).toEqual(['filter', 'limited', 'nothing', 'order', 'partly', 'whole'])
})

test('what is carried out holds no refused position, and is valid; what was allowed whole is the caller’s own', () => {
  fc.assert(
    fc.property(document, asked, layer, (made, one, at) => {
      const asking = caseOf(made.text, made.variables, one, at)
      const judged = judge(asking)
      if (!judged.changed) expect(judged.document).toBe(asking.document)
      if (judged.empty) return
      // Keys that a hop carries under a seal stay in the document; everything else that is refused is gone.
      const sealed = judged.refusals.filter(
        ({ coordinate }) => fields.find((rule) => rule.coordinate === coordinate)?.isKey,
      )
      const again = judgedAgain(asking, judged.document)
      const left = again.refusals.map(({ coordinate }) => coordinate)
      expect(left).toEqual(
        at === 'hop' ? left.filter((one) => sealed.some(({ coordinate }) => coordinate === one)) : [],
      )
      if (at !== 'hop') expect(print(again.document)).toBe(print(judged.document))
      const checks = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule && rule !== NoUnusedFragmentsRule)
      expect(validate(schema, judged.document, checks).map(({ message }) => message)).toEqual([])
    }),
    { numRuns: runs },
  )
})

test('each coordinate is refused once, is asked, and is not answered where all its positions are refused', () => {
  fc.assert(
    fc.property(document, asked, (made, one) => {
      const allowed = new Set<string>()
      const asking = caseOf(made.text, made.variables, one, 'gateway')
      const judged = judge({
        ...asking,
        onPosition: ({ rule, decision }) => void (decision.allowed && allowed.add(rule.coordinate)),
      })
      const coordinates = judged.refusals.map(({ coordinate }) => coordinate)
      expect(coordinates).toEqual([...new Set(coordinates)])
      for (const { coordinate, via } of judged.refusals) {
        if (via === null) expect(judged.asked).toContain(coordinate)
        if (!allowed.has(coordinate)) expect(judged.answered).not.toContain(coordinate)
      }
      expect(judged.asked).toEqual(expect.arrayContaining([...judged.answered]))
    }),
    { numRuns: runs },
  )
})

test('the values of variables decide nothing, only which fields they filter by', () => {
  const other = (value: unknown): unknown =>
    value === null
      ? { from: '2001-01-01' }
      : typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, other(inner)]))
        : value
  fc.assert(
    fc.property(document, asked, (made, one) => {
      const others = other(made.variables) as Record<string, unknown>
      const [before, after] = [made.variables, others].map((variables) =>
        judge(caseOf(made.text, variables, one, 'gateway')),
      )
      expect(after?.refusals).toEqual(before?.refusals)
      expect(after?.cuts).toEqual(before?.cuts)
    }),
    { numRuns: runs },
  )
})

test('the same key of decisions, the same judgement, whoever it is', () => {
  fc.assert(
    fc.property(document, asked, fc.constantFrom(null, '052085000001'), (made, one, personalId) => {
      const twin = {
        ...one,
        viewer: { ...one.viewer, personalId, ...(one.viewer?.identity ? { identity: 'two' } : {}) },
      }
      const [a, b] = [
        caseOf(made.text, made.variables, one, 'gateway'),
        caseOf(made.text, made.variables, twin, 'gateway'),
      ]
      expect(b.access.key).toBe(a.access.key)
      expect(print(judge(b).document)).toBe(print(judge(a).document))
      expect(judge(b).refusals).toEqual(judge(a).refusals)
    }),
    { numRuns: runs },
  )
})
