import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Kind, parse, type SelectionSetNode } from 'graphql'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { expectedDossier } from '../setup/expected-dossier.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const query = readFileSync(join(repositoryRoot, 'test/bench/operations/dossier.graphql'), 'utf8')
const today = '2026-06-01'

let hub: TestHub
let living: Set<string>
beforeAll(async () => {
  hub = await startTestHub({ clock: `${today}T08:00:00+07:00` })
  const alive = await databaseRows(hub, 'residence', 'residents', { deceased: false })
  living = new Set(alive.map((row) => row.personalId))
})
afterAll(() => hub.stop())

const ids = async (database: string, collection: string, field: string, filter: object = {}): Promise<string[]> =>
  (await databaseRows(hub, database, collection, filter)).map((row) => row[field])

async function membersOfPoorHouseholds(): Promise<string[]> {
  const codes = await ids('social-protection', 'poorHouseholds', 'householdCode')
  return ids('residence', 'residents', 'personalId', { householdCode: { $in: codes } })
}

/** Together they fill every part of the dossier, which the last test of this file checks. */
const people: readonly (readonly [string, () => Promise<string[]>])[] = [
  ['the owner of a vessel', () => ids('fisheries', 'fishingVessels', 'ownerPersonalId')],
  ['a holder of land', () => ids('land', 'parcelOwners', 'personalId')],
  ['the representative of a firm', () => ids('enterprises', 'enterprises', 'representativeId')],
  ['a beneficiary', () => ids('social-protection', 'beneficiaries', 'personalId')],
  ['a member of a poor household', membersOfPoorHouseholds],
  ['the owner of a vehicle', () => ids('residence', 'vehicles', 'ownerPersonalId')],
  ['a husband', () => ids('civil-status', 'marriages', 'husbandId', { endedOn: null })],
  ['a wife', () => ids('civil-status', 'marriages', 'wifeId', { endedOn: null })],
  ['a widow', () => ids('civil-status', 'marriages', 'wifeId', { endedOn: { $ne: null } })],
  ['a father', () => ids('civil-status', 'births', 'fatherId')],
  ['a mother', () => ids('civil-status', 'births', 'motherId')],
  ['an employee', () => ids('social-insurance', 'healthInsurances', 'personalId', { employerTaxCode: { $ne: null } })],
  [
    'one whose card has run out',
    () => ids('social-insurance', 'healthInsurances', 'personalId', { validTo: { $lt: today } }),
  ],
  ['a patient', () => ids('health', 'encounters', 'personalId')],
]

/** The first of them who lives, so that residence knows a household. */
async function personalIdOf([who, candidates]: (typeof people)[number]): Promise<string> {
  const found = (await candidates()).find((id) => living.has(id))
  if (!found) throw new Error(`the test population has nobody who is ${who}`)
  return found
}

test.each(people)('the dossier of %s, in one request, is what the agencies’ databases hold', async (...person) => {
  const personalId = await personalIdOf(person)
  const answer = await hub.ask(query, { personalId })
  expect(answer.errors).toBeUndefined()
  expect(answer.data.person).toEqual(await expectedDossier(hub, personalId, today))
})

describe('the persons asked', () => {
  test('have between them a value for every field of the dossier, and both cards in force and cards run out', async () => {
    const dossiers: Record<string, unknown>[] = []
    for (const person of people) dossiers.push(await expectedDossier(hub, await personalIdOf(person), today))
    const told = dossiers.map((dossier) => ({ person: dossier }))
    const empty = leavesOf(query).filter((path) => told.flatMap((dossier) => valuesAt(dossier, path)).length === 0)
    expect(empty).toEqual([])
    const cards = told.flatMap((dossier) => valuesAt(dossier, ['person', 'healthInsurance', 'valid']))
    expect(new Set(cards)).toEqual(new Set([true, false]))
  })
})

test('fifty dossiers in a row equal fifty asked at once: no answer takes a record of another', async () => {
  const { data } = await hub.ask('{ residents(first: 50, orderBy: fullName) { nodes { personalId } } }')
  const fifty: string[] = data.residents.nodes.map((node: { personalId: string }) => node.personalId)
  const inTurn = []
  for (const personalId of fifty) inTurn.push(await hub.ask(query, { personalId }))
  const atOnce = await Promise.all(fifty.map((personalId) => hub.ask(query, { personalId })))
  expect(atOnce).toEqual(inTurn)
  expect(new Set(inTurn.map(({ data: told }) => told.person.hubId)).size).toBe(50)
})

/** The paths of an operation's fields that select nothing further. */
function leavesOf(document: string): string[][] {
  const walk = (set: SelectionSetNode | undefined, path: string[]): string[][] =>
    set?.selections.flatMap((node) =>
      node.kind === Kind.FIELD ? walk(node.selectionSet, [...path, node.name.value]) : [],
    ) ?? [path]
  return parse(document).definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? walk(node.selectionSet, []) : [],
  )
}

/** What stands at a path, through lists; null counts as nothing. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (value == null) return []
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, name === undefined ? [] : [name, ...rest]))
  return name === undefined ? [value] : valuesAt((value as Record<string, unknown>)[name], rest)
}
