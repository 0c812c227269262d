import { describe, expect, test } from '@jest/globals'
import { glossary } from './glossary.ts'
import { fixtureAgency, open } from './province/fixture.ts'
import { readGlossaries } from './province/glossary-terms.ts'
import { lintInput } from './province/lint-input.ts'

const land = fixtureAgency('land', `type Parcel @key(fields: "id") { id: ID ${open} }`, {
  manifest: { owns: ['Parcel'] },
})
const province = readGlossaries([]).province

function found(tax: string, explained: Record<string, string[]>) {
  const agencies = new Map(Object.entries(explained).map(([folder, names]) => [folder, new Set(names)]))
  return glossary(lintInput([land, fixtureAgency('tax', tax)], { province, agencies }))
}

describe('types that are explained pass', () => {
  test('by the agency, by the owner of an entity, by the province', () => {
    const sdl = `
      extend type Query { levies: LevyConnection ${open} }
      type Levy { on: Date ${open} }
      type Parcel @key(fields: "id") { id: ID ${open} }
    `
    expect(found(sdl, { land: ['Parcel'], tax: ['Levy'] })).toEqual([])
  })
})

describe('a type that no glossary explains is refused', () => {
  test.each([
    ['object', `type Levy { id: ID ${open} }`],
    ['interface', `interface Levy { id: ID ${open} }`],
    ['union', 'union Levy = Parcel'],
    ['enum', 'enum Levy { A }'],
    ['input', 'input Levy { id: ID }'],
    ['scalar', 'scalar Levy'],
  ])('as %s', (_kind, sdl) => {
    expect(found(sdl, { land: ['Parcel', 'Levy'] })).toEqual([
      {
        rule: 'glossary',
        subgraph: 'tax',
        coordinate: 'Levy',
        problem: 'is in no glossary',
        mend: 'add a row | `Levy` | Vietnamese | English | … | to subgraphs/tax/GLOSSARY.md',
      },
    ])
  })

  test('once, at its owner too, with the owner’s file', () => {
    const errors = found(`type Parcel @key(fields: "id") { id: ID ${open} }`, {})
    expect(errors.map(({ subgraph }) => subgraph)).toEqual(['land', 'tax'])
    expect(errors[1]?.mend).toMatch(/subgraphs\/land\/GLOSSARY\.md$/)
  })

  test('in the prelude, told once', () => {
    const input = lintInput([land], { province: new Set(), agencies: new Map([['land', new Set(['Parcel'])]]) })
    const errors = glossary(input)
    expect(errors.map(({ coordinate }) => coordinate)).toContain('PersonalId')
    expect(new Set(errors.map(({ subgraph }) => subgraph))).toEqual(new Set(['prelude']))
  })
})
