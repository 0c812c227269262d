import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { conflictingClass } from './conflicting-class.ts'
import { fixtureAgency, fixtureInput, open, restricted, shared } from './province/fixture.ts'

const owner = (mark: string) =>
  fixtureAgency('registry', `type Person @key(fields: "id") { id: ID ${mark} }`, { manifest: { owns: ['Person'] } })
const asker = (mark: string, folder = 'clinics') =>
  fixtureAgency(folder, `type Person @key(fields: "id") { id: ID ${mark} visits: Int ${restricted} }`)

function found(...agencies: ReturnType<typeof owner>[]) {
  return conflictingClass(fixtureInput(agencies))
}

describe('subgraphs that share a field', () => {
  test('pass where class and basis are the same, word for word', () => {
    expect(found(owner(shared), asker(shared))).toEqual([])
  })

  test('pass where both leave it unclassed: that is the other rule', () => {
    expect(found(owner(''), asker(''))).toEqual([])
  })
})

describe('the owner’s class holds', () => {
  test('against a more open one, although the other comes first by name', () => {
    expect(found(owner(restricted), asker(open))).toEqual([
      {
        rule: 'conflicting-class',
        subgraph: 'clinics',
        coordinate: 'Person.id',
        problem: `is \`${open}\` here and \`${restricted}\` in registry`,
        mend: `repeat \`${restricted}\``,
      },
    ])
  })

  test('against a majority', () => {
    const errors = found(owner(restricted), asker(open), asker(open, 'schools'))
    expect(errors.map(({ subgraph }) => subgraph)).toEqual(['clinics', 'schools'])
  })

  test('in its basis too', () => {
    const other = '@access(class: OPEN, basis: "Công khai.")'
    expect(found(owner(open), asker(other))).toEqual([
      expect.objectContaining({ subgraph: 'clinics', mend: `repeat \`${open}\`` }),
    ])
  })
})

describe('a class on one side only', () => {
  test('is an error of the one without', () => {
    expect(found(owner(shared), asker(''))).toEqual([
      expect.objectContaining({ subgraph: 'clinics', problem: `is without class here and \`${shared}\` in registry` }),
    ])
  })

  test('is mended at the owner first', () => {
    expect(found(owner(''), asker(shared))).toEqual([
      expect.objectContaining({
        subgraph: 'clinics',
        problem: `is \`${shared}\` here and without class in registry`,
        mend: 'class it in registry first, then repeat that here',
      }),
    ])
  })
})

test('where nobody owns the type, the first by name holds', () => {
  expect(found(asker(shared, 'b'), asker(open, 'a'))).toEqual([
    expect.objectContaining({ subgraph: 'b', mend: `repeat \`${open}\`` }),
  ])
})

test('whatever three subgraphs say of a field, they pass only if all say the same', () => {
  const mark = fc.constantFrom('', open, shared, restricted, '@access(class: OPEN, basis: "Khác")')
  fc.assert(
    fc.property(mark, mark, mark, (first, second, third) => {
      const errors = found(owner(first), asker(second), asker(third, 'schools'))
      const isOne = first === second && second === third
      expect(errors.length === 0).toBe(isOne)
    }),
    { numRuns: 60 },
  )
})
