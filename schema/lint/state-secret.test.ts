import { describe, expect, test } from '@jest/globals'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'
import { stateSecret } from './state-secret.ts'

const mend = 'take it out of the hub: the regulation does not apply to state secrets (60/2021 Art. 1.2)'

function found(sdl: string, manifest = {}) {
  return stateSecret(fixtureInput([fixtureAgency('forests', sdl, { manifest })]))
}

function refused(coordinate: string, problem: string) {
  return [{ rule: 'state-secret', subgraph: 'forests', coordinate, problem, mend }]
}

describe('a graph with nothing secret', () => {
  test('passes, also where words only resemble a mark', () => {
    const sdl = `"Mật độ rừng, đã bảo mật — Density of the forest, kept secure" type Forest { density: Int ${open} }`
    expect(found(sdl)).toEqual([])
  })
})

describe('a mark of a state secret is refused', () => {
  test('on the database', () => {
    const sdl = `type Forest { id: ID ${open} }`
    expect(found(sdl, { classification: 'STATE_SECRET' })).toEqual(refused('forests', 'its manifest says STATE_SECRET'))
  })

  test('in the title of the database', () => {
    const title = { vi: 'Bản đồ TỐI MẬT', en: 'Maps' }
    expect(found(`type Forest { id: ID ${open} }`, { title })).toEqual(refused('forests', 'its title says "tối mật"'))
  })

  test('as a tag of a field', () => {
    const sdl = `type Forest { depots: Int ${open} @tag(name: "state-secret") }`
    expect(found(sdl)).toEqual(refused('Forest.depots', 'is tagged "state-secret"'))
  })

  test('as a tag of a type', () => {
    const sdl = `type Forest @tag(name: "state-secret") { id: ID ${open} }`
    expect(found(sdl)).toEqual(refused('Forest', 'is tagged "state-secret"'))
  })

  test.each([
    ['a type', `"Kho thuộc bí mật nhà nước — Depots" type Forest { id: ID ${open} }`, 'Forest', 'bí mật nhà nước'],
    ['a field', `type Forest { "Độ TUYỆT MẬT — Level" level: Int ${open} }`, 'Forest.level', 'tuyệt mật'],
    ['an argument', `type Forest { a("Tối mật — x" b: Int): Int ${open} }`, 'Forest.a(b:)', 'tối mật'],
    ['an enum value', 'enum Level { "Tuyệt mật — Level one" ONE }', 'Level.ONE', 'tuyệt mật'],
    [
      'an input field',
      'input ForestWhere { "Kho — Depots of state secrets" depot: ID }',
      'ForestWhere.depot',
      'state secret',
    ],
  ])('in the description of %s', (_what, sdl, coordinate, mark) => {
    expect(found(sdl)).toEqual(refused(coordinate, `its text says "${mark}"`))
  })

  test('in a basis, also in decomposed Unicode', () => {
    const basis = 'Danh mục bí mật nhà nước'.normalize('NFD')
    const sdl = `type Forest { id: ID @access(class: SENSITIVE, basis: "${basis}") }`
    expect(found(sdl)).toEqual(refused('Forest.id', 'its text says "bí mật nhà nước"'))
  })
})
