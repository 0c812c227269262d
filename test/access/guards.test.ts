import { describe, expect, test } from '@jest/globals'
import { accessCache } from '../../schema/access/access-cache.ts'
import type { Asking } from '../../schema/access/decide.ts'
import { anonymous } from '../../schema/access/viewer.ts'
import { readBelowKey } from '../../subgraphs/_kit/below-key.ts'
import { listName } from '../../subgraphs/_kit/page.ts'
import type { RowsInScope } from '../../subgraphs/_kit/reachable-rows.ts'
import type { RequestScope } from '../../subgraphs/_kit/request-scope.ts'

const scope = (name: string) => ({ name, filterBelow: async () => ({ some: 'rows' }) }) as unknown as RowsInScope

describe('two scopes never meet', () => {
  test('in a cursor: it fits the scope for which it was sealed and no other', () => {
    const names = [null, scope('a'), scope('b')].map((limit) => listName(['cases'], limit))
    expect(new Set(names).size).toBe(3)
  })

  test('in a loader: what is read below one key for one scope is not handed to another', async () => {
    const below = { collection: 'cases', field: 'personalId', key: 'p1' }
    const nameFor = (limit: RowsInScope | null) =>
      readBelowKey({ limit } as RequestScope, below, '', async (_key, _filter, name) => `loader ${name}`)
    const names = await Promise.all([null, scope('a'), scope('b')].map(nameFor))
    expect(new Set(names).size).toBe(3)
  })
})

describe('the cache of decisions, while the grants stand still', () => {
  const asking: Asking = {
    viewer: { ...anonymous, identity: 'officer', agency: 'GLI-SYT', app: 'one', databases: [], roles: [] },
    purpose: { given: true, code: 'HEALTH_CARE' },
    book: { version: 1, byAgency: new Map() },
    roles: [],
    now: new Date('2026-03-02T09:00:00+07:00'),
  }

  test.each<[string, Partial<Asking>]>([
    ['another agency', { viewer: { ...asking.viewer, agency: 'GLI-STP' } }],
    ['another application', { viewer: { ...asking.viewer, app: 'two' } }],
    ['another database', { viewer: { ...asking.viewer, databases: ['health'] } }],
    ['another role', { viewer: { ...asking.viewer, roles: ['inspector'] } }],
    ['a stranger', { viewer: { ...asking.viewer, identity: null } }],
    ['another purpose', { purpose: { given: true, code: 'CIVIL_STATUS' } }],
    ['no purpose', { purpose: { given: false, code: 'HEALTH_CARE' } }],
    ['a new version of the grants', { book: { version: 2, byAgency: new Map() } }],
    ['no lease', { book: null }],
  ])('hands nothing to %s', (_name, changes) => {
    const accessOf = accessCache(50)
    const first = accessOf(asking)
    expect(accessOf({ ...asking })).toBe(first)
    expect(accessOf({ ...asking, ...changes })).not.toBe(first)
    expect(accessOf({ ...asking, ...changes }).asking).toMatchObject(changes)
  })
})
