import { describe, expect, test } from '@jest/globals'
import { type FieldNode, Kind, parse, print } from 'graphql'
import { conditionsOf, fillHoles, type Holes, holeIn, type RootHole, refusedField } from './holes.ts'

const fieldIn = (text: string) => {
  const [operation] = parse(`{ ${text} }`).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
  return operation.selectionSet.selections[0] as FieldNode
}
const within = (holes: Holes, rootHoles: RootHole[] = [], rootKeys: string[] = []) => ({
  holes,
  rootHoles,
  rootKeys: new Set(rootKeys),
})

test('the place of a refused field keeps its conditions and asks for nothing', () => {
  expect(print(refusedField(fieldIn('a: religion(x: 1) @include(if: $x) { b }'), 'a'))).toBe(
    '__refused_a: __typename @include(if: $x)',
  )
  expect(print(refusedField(fieldIn('religion'), 'religion'))).toBe('__refused_religion: __typename')
})

describe('holes of one key that stands twice', () => {
  const inner = (...keys: string[]) => {
    const holes: Holes = new Map()
    for (const key of keys) holeIn(holes, key, null)
    return holes
  }
  test('come together, those further down too', () => {
    const holes: Holes = new Map()
    holeIn(holes, 'person', inner('religion'))
    const deeper: Holes = inner('note')
    holeIn(deeper, 'household', inner('members'))
    holeIn(holes, 'person', deeper)
    holeIn(holes, 'person', new Map([['household', inner('size')]]))
    const data = {
      person: {
        __refused_religion: 'Person',
        __refused_note: 'Person',
        household: { __refused_members: 'Household', __refused_size: 'Household', code: 'h' },
      },
    }
    expect(fillHoles(data, within(holes), {})).toEqual({
      person: { religion: null, note: null, household: { members: null, size: null, code: 'h' } },
    })
  })

  test('that is refused itself stays refused beside what is below another of its name', () => {
    const holes: Holes = new Map()
    holeIn(holes, 'a', inner('b'))
    holeIn(holes, 'a', null)
    expect(fillHoles({ __refused_a: 'T', a: { __refused_b: 'T' } }, within(holes), {})).toEqual({ a: { b: null } })
  })

  test('that is a key under a seal is one in both places', () => {
    const holes: Holes = new Map()
    holeIn(holes, 'id', 'Person.personalId')
    holeIn(holes, 'id', 'Person.personalId')
    expect(holes).toEqual(new Map([['id', 'Person.personalId']]))
  })
})

describe('a key that only joins', () => {
  const holes: Holes = new Map([['people', new Map([['personalId', 'Person.personalId']])]])
  const data = { people: [{ personalId: '1', name: 'An' }, { personalId: null, name: 'Ba' }, null] }
  test('leaves under a seal, in its place, and null stays null', () => {
    const sealed = fillHoles(data, within(holes), {}, (coordinate, value) => `${coordinate}=${value}`)
    expect(JSON.stringify(sealed)).toBe(
      '{"people":[{"personalId":"Person.personalId=1","name":"An"},{"personalId":null,"name":"Ba"},null]}',
    )
  })

  test('is null where nobody seals', () => {
    expect(JSON.stringify(fillHoles(data, within(holes), {}))).toBe(
      '{"people":[{"personalId":null,"name":"An"},{"personalId":null,"name":"Ba"},null]}',
    )
  })
})

describe('the conditions of a selection', () => {
  test.each([
    ['a', []],
    ['a @include(if: $x)', [{ include: true, given: { variable: 'x' } }]],
    ['a @skip(if: false)', [{ include: false, given: false }]],
    [
      'a @skip(if: true) @include(if: $x)',
      [
        { include: false, given: true },
        { include: true, given: { variable: 'x' } },
      ],
    ],
    ['a @other(if: true)', []],
    ['a @include', []],
    ['a @include(unless: true)', []],
    ['a @include(unless: false, if: true)', [{ include: true, given: true }]],
    ['a @include(if: "yes")', [{ include: true, given: false }]],
  ])('%s', (text, expected) => expect(conditionsOf(fieldIn(text))).toEqual(expected))
})

describe('a refused root', () => {
  const root = (key: string, ...conditions: RootHole['conditions']) => ({ key, conditions })
  test('is null where all its conditions hold, in the order of the document', () => {
    const holes = within(
      new Map(),
      [root('a', { include: true, given: { variable: 'x' } }, { include: false, given: false }), root('c')],
      ['a', 'b', 'c'],
    )
    expect(JSON.stringify(fillHoles({ b: 1 }, holes, { x: true }))).toBe('{"a":null,"b":1,"c":null}')
    expect(JSON.stringify(fillHoles({ b: 1 }, holes, { x: 'true' }))).toBe('{"b":1,"c":null}')
    expect(JSON.stringify(fillHoles(null, holes, {}))).toBe('{"c":null}')
  })

  test('changes nothing of an answer in which nothing was refused', () => {
    expect(fillHoles({ b: 1 }, within(new Map(), [], []), {})).toEqual({ b: 1 })
    expect(fillHoles(undefined, within(new Map()), {})).toEqual({})
  })
})
