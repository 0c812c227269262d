import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildSchema, execute, GraphQLError, parse, print } from 'graphql'
import { namesApart, variablesApart, withOwnNames } from './names-apart.ts'

const schema = buildSchema(`
  type Query { person: Person things: [Thing!] }
  type Person { id: ID name: String mother: Person things: [Thing!] }
  type Thing { code: ID label: String owner: Person }
`)
const apart = (text: string) => {
  const document = namesApart(schema, parse(text))
  return document && print(document).replace(/\s+/g, ' ').trim()
}

describe('an alias', () => {
  test.each([
    ['none', '{ person { id name } }'],
    ['one that no field of the type bears', '{ person { code: id label: name } }'],
    ['one that is the name of its own field', '{ person { id: id __typename: __typename } }'],
  ])('is left alone: %s', (_what, text) => expect(apart(text)).toBeNull())

  test.each([
    ['of a root', '{ things: person { name } }', '{ __as_things: person { name } }'],
    ['that is a key', '{ person { id: name } }', '{ person { __as_id: name } }'],
    ['of an object', '{ person { things: mother { id } } }', '{ person { __as_things: mother { id } } }'],
    ['of the type’s name', '{ person { __typename: name } }', '{ person { __as___typename: name } }'],
    ['like a place of ours', '{ person { __refused_id: name } }', '{ person { __as___refused_id: name } }'],
    ['that is apart already', '{ person { __as_id: name } }', '{ person { __as___as_id: name } }'],
    [
      'behind a type condition',
      '{ person { ... on Person { id: name } } }',
      '{ person { ... on Person { __as_id: name } } }',
    ],
    [
      'in a fragment',
      '{ person { ...F } } fragment F on Person { id: name }',
      '{ person { ...F } } fragment F on Person { __as_id: name }',
    ],
  ])('gets a name of its own: %s', (_what, text, expected) => expect(apart(text)).toBe(expected))

  test('is renamed in the whole document, so that what merges in one place still merges', () => {
    expect(apart('{ person { id: name ... on Person { id: name } } things { id: code } }')).toBe(
      '{ person { __as_id: name ... on Person { __as_id: name } } things { __as_id: code } }',
    )
  })
})

const person = { id: 'p1', name: 'An', mother: { id: 'p2', name: 'Bình', mother: null, things: [] } }
const root = {
  person: { ...person, things: [{ code: 't1', label: 'one', owner: person }] },
  things: [{ code: 't1', label: 'one' }],
}
const names = [
  'id',
  'name',
  'mother',
  'things',
  'code',
  'label',
  'owner',
  '__typename',
  '__as_x',
  '__refused_id',
  '__proto__',
  'constructor',
]

/** A selection of a person, each field under an alias of its own, some of them names of other fields. */
const selection = (depth: number): fc.Arbitrary<string> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom('id', 'name', 'mother')), {
      minLength: 1,
      maxLength: 5,
      selector: ([alias]) => alias,
    })
    .chain((fields) =>
      fc
        .tuple(...fields.map(() => (depth === 0 ? fc.constant('{ k: id }') : selection(depth - 1))))
        .map(
          (inner) =>
            `{ ${fields.map(([alias, field], at) => `${alias}: ${field} ${field === 'mother' ? inner[at] : ''}`).join(' ')} }`,
        ),
    )

test('a variable that bears the name of the planner’s own gets another, with its value', () => {
  const text =
    'query ($representations: Int, $x: Int) { person { things(first: $representations, last: $x) { code } } }'
  expect(apart(text)).toBe(
    'query ($__as_representations: Int, $x: Int) { person { things(first: $__as_representations, last: $x) { code } } }',
  )
  expect(variablesApart({ representations: 1, x: 2, __as_y: 3 })).toEqual({
    __as_representations: 1,
    x: 2,
    __as___as_y: 3,
  })
})

describe('the answer', () => {
  test('is the one of the document that the caller wrote, byte for byte', () => {
    fc.assert(
      fc.property(selection(2), (fields) => {
        const document = parse(`{ person ${fields} }`)
        const carried = namesApart(schema, document)
        const answerOf = (of: typeof document) => JSON.stringify(execute({ schema, document: of, rootValue: root }))
        if (!carried) return
        const answer = withOwnNames(execute({ schema, document: carried, rootValue: root }) as never)
        expect(JSON.stringify(answer)).toBe(answerOf(document))
      }),
    )
  })

  test('names the places of errors as the caller did, and keeps what they say', () => {
    const extensions = { code: 'AGENCY_UNAVAILABLE', agency: 'X' }
    const { errors } = withOwnNames({
      data: null,
      errors: [new GraphQLError('down', { path: ['person', '__as_id', 0], extensions }), new GraphQLError('bad')],
    })
    expect(errors?.map((error) => error.toJSON())).toEqual([
      { message: 'down', path: ['person', 'id', 0], extensions },
      { message: 'bad' },
    ])
  })
})
