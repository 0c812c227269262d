import { describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { composeProvince } from '../compose/compose.ts'
import { soundGlossaries, soundProvince } from '../compose/sound-province.ts'
import { accessNotRenamed } from './access-not-renamed.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

const url = 'https://provincial-data-hub.example/access/v1.0'
const acl = '@acl(class: RESTRICTED, basis: "Yêu cầu đặc thù")'

function found(sdl: string) {
  return accessNotRenamed(fixtureInput([fixtureAgency('roads', sdl)]))
}

const link = (rest: string, of = url) => `extend schema @link(url: "${of}", ${rest})`
const road = (mark = open) => `type Road { id: ID ${mark} }`

test('the prelude’s own link passes, and so does a subgraph that writes none', () => {
  expect(found(road())).toEqual([])
})

describe('is refused with the way out:', () => {
  test.each([
    [
      'under another name',
      link('import: [{ name: "@access", as: "@acl" }]') + road(acl),
      'imports `@access` as `@acl`',
    ],
    [
      'of something else under its name',
      link('import: [{ name: "@note", as: "@access" }]', 'https://x.example/note/v1.0') + road(),
      'imports `@note` as `@access`',
    ],
    ['without import', link('as: "acl"') + road(), 'links the access rule without importing `@access`'],
    ['with an import of nothing', link('import: []') + road(), 'links the access rule without importing `@access`'],
    [
      'of another `@access`',
      link('import: ["@access"]', 'https://x.example/mine/v1.0') + road(),
      'imports an `@access` that is not the hub’s',
    ],
  ])('a link %s', (_what, sdl, problem) => {
    expect(found(sdl)).toEqual([
      {
        rule: 'access-not-renamed',
        subgraph: 'roads',
        coordinate: 'schema',
        problem,
        mend: 'leave `@access` and its link to the prelude, and write `@access(class: …, basis: "…")`',
      },
    ])
  })

  test('the name that a link without import would give it', () => {
    const sdl = road('@access__access(class: OPEN, basis: "x")')
    expect(found(sdl)).toEqual([expect.objectContaining({ coordinate: '@access__access' })])
  })

  test('a prelude that renames it for all', () => {
    const prelude = parse(link('import: [{ name: "@access", as: "@acl" }]'))
    expect(accessNotRenamed({ ...fixtureInput([]), prelude })).toEqual([
      expect.objectContaining({ subgraph: 'prelude' }),
    ])
  })
})

test('the same import written with both names, or as an entry of its own, is the hub’s', () => {
  expect(found(link('import: [{ name: "@access" }]') + road())).toEqual([])
  expect(found(link('import: [{ name: "@access", as: "@access" }]') + road())).toEqual([])
})

test('no supergraph comes of it: a renamed rule never leaves a field silently unclassified', () => {
  const [registry, residence] = soundProvince()
  const renamed = {
    ...residence,
    typeDefs: `${link('import: [{ name: "@access", as: "@acl" }]')} ${residence.typeDefs}`,
  }
  const composed = composeProvince([registry, renamed], soundGlossaries)
  expect('errors' in composed && composed.errors.map(({ rule }) => rule)).toContain('access-not-renamed')
  const unmarked = { ...renamed, typeDefs: renamed.typeDefs.replaceAll('@access(', '@acl(') }
  const silent = composeProvince([registry, unmarked], soundGlossaries)
  expect('errors' in silent && silent.errors.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['reserved-names', 'access-not-renamed', 'unclassified-field']),
  )
})
