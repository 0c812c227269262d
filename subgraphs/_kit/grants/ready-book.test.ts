import { expect, jest, test } from '@jest/globals'
import { sampleGrant } from './fixtures/sample-grant.ts'
import { bookMaker, type StoredRow } from './ready-book.ts'

const rowOf = (value: unknown): StoredRow => ({ text: JSON.stringify(value), read: () => value })
const readyBook = (version: number, values: readonly unknown[]) => bookMaker()(version, values.map(rowOf))

test('a book holds each grant under its agency, ready to be asked', async () => {
  const other = sampleGrant({ id: 'other', agency: 'GLI-CA', territory: ['52@2025-07-01'] })
  const { book, faults } = await readyBook(5, [sampleGrant(), other])
  expect(faults).toEqual([])
  expect([book.version, [...book.byAgency.keys()]]).toEqual([5, ['GLI-BHXH', 'GLI-CA']])
  const [first] = book.byAgency.get('GLI-BHXH') ?? []
  expect(first).toEqual({ ...sampleGrant(), covers: new Set(sampleGrant().coordinates), units: null })
  expect(book.byAgency.get('GLI-CA')?.[0]?.units?.has('52@2025-07-01')).toBe(true)
})

test('what is no grant permits nothing and is told; the others stand', async () => {
  const { book, faults } = await readyBook(1, [
    { ...sampleGrant(), id: 'bad', territory: ['everywhere'] },
    null,
    sampleGrant(),
  ])
  expect([...book.byAgency.values()].flat().map(({ id }) => id)).toEqual([sampleGrant().id])
  expect(faults).toContainEqual(expect.objectContaining({ id: 'bad', field: 'territory' }))
  expect(faults).toContainEqual(expect.objectContaining({ id: '[1]', field: 'id' }))
})

test('a row that did not change is not read again, and one that did is', async () => {
  const makeBook = bookMaker()
  const rows = ['one', 'two'].map((id) => rowOf(sampleGrant({ id })))
  const first = await makeBook(1, rows)
  const [kept, changed] = [jest.fn(() => null), jest.fn(() => sampleGrant({ id: 'two', version: 2 }))]
  const second = await makeBook(2, [
    { ...(rows[0] as StoredRow), read: kept },
    { text: 'other', read: changed },
  ])
  expect([kept.mock.calls.length, changed.mock.calls.length]).toEqual([0, 1])
  const grants = [...second.book.byAgency.values()].flat()
  expect(grants.map(({ id, version }) => [id, version])).toEqual([
    ['one', 1],
    ['two', 2],
  ])
  expect(grants[0]).toBe([...first.book.byAgency.values()].flat()[0])
})

test('a row that left the store leaves the book', async () => {
  const makeBook = bookMaker()
  const rows = ['one', 'two'].map((id) => rowOf(sampleGrant({ id })))
  await makeBook(1, rows)
  const { book } = await makeBook(2, rows.slice(1))
  expect([...book.byAgency.values()].flat().map(({ id }) => id)).toEqual(['two'])
})

test('ended and suspended grants stay in the book: the judge tells why it refuses', async () => {
  const { book } = await readyBook(1, [sampleGrant({ state: 'ENDED' })])
  expect(book.byAgency.get('GLI-BHXH')?.[0]?.state).toBe('ENDED')
})

test('the requests go on while a large book is made ready', async () => {
  let turns = 0
  const many = Array.from({ length: 2_000 }, (_, index) => sampleGrant({ id: `grant-${index}` }))
  const making = readyBook(1, many).then(({ book }) => book)
  const counting = (async () => {
    for (let done = false; !done; turns += 1) {
      done = await Promise.race([
        making.then(() => true),
        new Promise<false>((resolve) => setImmediate(resolve, false)),
      ])
    }
  })()
  expect((await making).byAgency.get('GLI-BHXH')).toHaveLength(2_000)
  await counting
  expect(turns).toBeGreaterThan(5)
})
