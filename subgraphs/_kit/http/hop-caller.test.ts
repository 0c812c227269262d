import { expect, test } from '@jest/globals'
import type { GrantBook, RoleGrant } from '../../../schema/access/grant.ts'
import { hopContext } from '../hop/fixtures/signed-request.ts'
import { collectNotes } from '../read-notes.ts'
import { hopCaller } from './hop-caller.ts'

const book: GrantBook = { version: 3, byAgency: new Map() }
const roles: RoleGrant[] = [{ role: 'officer', coordinates: new Set(), purpose: null, rows: 'OWN_AGENCY' }]
const grants = (held: GrantBook | null, asked: number[] = []) => ({
  current: () => held,
  async atLeast(version: number) {
    asked.push(version)
    return (held?.version ?? -1) >= version
  },
})

test('the caller of a hop is judged as signed, by the grants of this process once they are as new as the gateway’s', async () => {
  const asked: number[] = []
  const notes = collectNotes()
  const caller = await hopCaller(hopContext, notes, { grants: grants(book, asked), roles })
  expect(asked).toEqual([3])
  expect(caller).toEqual({
    requestId: 'r-7',
    today: '2026-01-31',
    notes,
    asking: {
      viewer: hopContext.viewer,
      purpose: { given: true, code: 'HEALTH_CARE' },
      book,
      roles,
      now: new Date('2026-01-31T01:00:00.000Z'),
    },
  })
  expect(caller.notes).toBe(notes)
})

test('no grant counts where this process holds older ones, holds none, or the gateway itself held none', async () => {
  const bookOf = async (held: GrantBook | null, grantVersion: number | null) =>
    (await hopCaller({ ...hopContext, grantVersion }, collectNotes(), { grants: grants(held), roles })).asking?.book
  expect(await bookOf({ ...book, version: 2 }, 3)).toBeNull()
  expect(await bookOf(null, 3)).toBeNull()
  expect(await bookOf(book, null)).toBeNull()
  expect(await bookOf({ ...book, version: 4 }, 3)).toMatchObject({ version: 4 })
})

test('without a purpose none was given', async () => {
  const caller = await hopCaller({ ...hopContext, purpose: null }, collectNotes(), { grants: grants(book), roles })
  expect(caller.asking?.purpose).toEqual({ given: false, code: null })
})
