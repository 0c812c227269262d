import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import type { Resolver } from './agency.ts'
import { allRows, fromRow, organizationRef, personRef, rootByKey, unitRef } from './fields.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

const schema = new mongoose.Schema({
  _id: String,
  personalId: { type: String, index: true },
  plate: { type: String, index: true },
  name: String,
})

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(fixtureAgency('fields', { collections: { rows: { schema } } }), 'kit_fields')
  await own.fill('rows', [
    { _id: 'a', personalId: 'p1', plate: '77A-1', name: 'An' },
    { _id: 'b', personalId: 'p1', plate: '77A-2', name: 'Ba' },
    { _id: 'c', personalId: 'p2', plate: '77A-3' },
  ])
})
afterAll(() => own.end())

const resolve = (field: Resolver, parent: unknown, args: Row, scope: RequestScope) =>
  field(parent, args, scope, {} as never)

describe('rootByKey', () => {
  test('finds the row that bears the key, or null', async () => {
    const vehicle = rootByKey('rows', 'plate')
    expect(await resolve(vehicle, null, { plate: '77A-2' }, own.scope())).toMatchObject({ _id: 'b' })
    expect(await resolve(vehicle, null, { plate: '77A-9' }, own.scope())).toBeNull()
  })

  test('looks in another field of the row where it is told', async () => {
    expect(await resolve(rootByKey('rows', 'plate', '_id'), null, { plate: 'c' }, own.scope())).toMatchObject({
      plate: '77A-3',
    })
  })

  test('two aliases of one operation cost one command', async () => {
    const vehicle = rootByKey('rows', 'plate')
    const scope = own.scope()
    const commands = await own.commandsOf(() =>
      Promise.all(['77A-1', '77A-2', '77A-1'].map((plate) => resolve(vehicle, null, { plate }, scope))),
    )
    expect(commands).toEqual(['find'])
  })

  test.each([
    ['a list', ['77A-1', '77A-2']],
    ['an operator', { $ne: null }],
    ['a condition', { $in: ['77A-1'] }],
    ['code', { $where: 'true' }],
  ])('%s in the place of the key finds no row', async (_what, plate) => {
    const found = resolve(rootByKey('rows', 'plate'), null, { plate }, own.scope())
    await expect(Promise.resolve(found).catch(() => null)).resolves.toBeNull()
  })
})

describe('fromRow', () => {
  const name = fromRow('rows', 'personalId', 'name')

  test('reads a field of this database’s own row by the entity’s key', async () => {
    expect(await resolve(fromRow('rows', 'plate', 'name'), { plate: '77A-2' }, {}, own.scope())).toBe('Ba')
    expect(await resolve(fromRow('rows', 'key', 'name', 'plate'), { key: '77A-2' }, {}, own.scope())).toBe('Ba')
  })

  test('hands the row and the scope to a function', async () => {
    const scope = own.scope('2026-05-05')
    const read = fromRow('rows', 'plate', (row, { caller }) => `${row.name} ${caller.today}`)
    expect(await resolve(read, { plate: '77A-1' }, {}, scope)).toBe('An 2026-05-05')
  })

  test('is null where there is no row, and undefined reads as null in the answer', async () => {
    expect(await resolve(name, { personalId: 'nobody' }, {}, own.scope())).toBeNull()
    expect((await resolve(name, { personalId: 'p2' }, {}, own.scope())) ?? null).toBeNull()
  })

  test('is null, without a command, where the parent has no key or something else in its place', async () => {
    const commands = await own.commandsOf(async () => {
      for (const personalId of [null, undefined, 5, ['p1'], { $ne: 'x' }]) {
        expect(await resolve(name, { personalId }, {}, own.scope())).toBeNull()
      }
    })
    expect(commands).toEqual([])
  })

  test('many fields of many persons cost one command', async () => {
    const scope = own.scope()
    const plate = fromRow('rows', 'personalId', 'plate')
    const commands = await own.commandsOf(() =>
      Promise.all(
        ['p1', 'p2'].flatMap((personalId) => [name, plate].map((field) => resolve(field, { personalId }, {}, scope))),
      ),
    )
    expect(commands).toEqual(['find'])
  })
})

describe('allRows', () => {
  const vehicles = allRows('rows', 'personalId')

  test('gives every row of the key, in the order of their identifiers', async () => {
    const rows = (await resolve(vehicles, { personalId: 'p1' }, {}, own.scope())) as Row[]
    expect(rows.map((row) => row._id)).toEqual(['a', 'b'])
    const elsewhere = (await resolve(allRows('rows', 'key', 'personalId'), { key: 'p2' }, {}, own.scope())) as Row[]
    expect(elsewhere.map((row) => row._id)).toEqual(['c'])
  })

  test('is empty for a key that nobody bears and for a parent without one', async () => {
    for (const personalId of ['nobody', '', null, undefined]) {
      expect(await resolve(vehicles, { personalId }, {}, own.scope())).toEqual([])
    }
  })
})

describe('a reference to an entity of another database', () => {
  test('bears its type and its key', () => {
    expect(personRef('052085000001')).toEqual({ __typename: 'Person', personalId: '052085000001' })
    expect(organizationRef('4100000000')).toEqual({ __typename: 'Organization', taxCode: '4100000000' })
    expect(unitRef('21583@2025-07-01')).toEqual({ __typename: 'AdministrativeUnit', id: '21583@2025-07-01' })
  })

  test('is null where the row names nobody', () => {
    for (const reference of [personRef, organizationRef, unitRef]) {
      for (const nobody of [null, undefined, '']) expect(reference(nobody)).toBeNull()
    }
  })
})
