import { describe, expect, test } from '@jest/globals'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { open, restricted, shared } from '../lint/province/fixture.ts'
import { lintInput } from '../lint/province/lint-input.ts'
import { composeLinted, composeProvince } from './compose.ts'
import { soundGlossaries, soundProvince, withSdl } from './sound-province.ts'

function supergraphOf(...agencies: LoadedAgency[]): string {
  const composed = composeProvince(agencies, soundGlossaries)
  if ('errors' in composed) throw new Error(JSON.stringify(composed.errors))
  return composed.supergraph
}

function errorsOf(...agencies: LoadedAgency[]) {
  const composed = composeProvince(agencies, soundGlossaries)
  return 'errors' in composed ? composed.errors : []
}

describe('a sound province', () => {
  const [registry, residence] = soundProvince()

  test('composes, with every class and no address in it', () => {
    const supergraph = supergraphOf(registry, residence)
    expect(supergraph).toMatch(/^# sha256 of the inputs: [0-9a-f]{64}\nschema\n/)
    expect(supergraph).toContain(`name: String @join__field(graph: RESIDENCE) ${shared}`)
    expect(supergraph).toContain(`id: ID ${restricted}`)
    expect(supergraph).toContain('RESIDENCE @join__graph(name: "residence", url: "local:residence")')
  })

  test('gives equal bytes whatever the order of the folders', () => {
    expect(supergraphOf(residence, registry)).toBe(supergraphOf(registry, residence))
  })
})

describe('no supergraph comes of', () => {
  test('a class that differs between two subgraphs', () => {
    const [registry, residence] = soundProvince()
    expect(errorsOf(registry, withSdl(residence, restricted, open))).toEqual([
      {
        rule: 'conflicting-class',
        subgraph: 'residence',
        coordinate: 'Person.id',
        problem: `is \`${open}\` here and \`${restricted}\` in registry`,
        mend: `repeat \`${restricted}\``,
      },
    ])
  })

  test('such a class even if the rule were gone: composition would settle it by majority', () => {
    const [registry, residence] = soundProvince()
    const agencies = [registry, withSdl(residence, restricted, open)]
    const composed = composeLinted(lintInput(agencies, soundGlossaries))
    expect('errors' in composed && composed.errors).toEqual([
      expect.objectContaining({
        rule: 'INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS',
        coordinate: 'Person.id',
        mend: 'repeat class and basis of the owner word for word',
      }),
    ])
  })

  test('a database that is a state secret', () => {
    const [registry, residence] = soundProvince()
    const secret = { ...residence, manifest: { ...residence.manifest, classification: 'STATE_SECRET' as const } }
    expect(errorsOf(registry, secret)).toEqual([
      expect.objectContaining({ rule: 'state-secret', subgraph: 'residence' }),
    ])
  })

  test('SDL that does not parse', () => {
    const [registry, residence] = soundProvince()
    expect(errorsOf(registry, { ...residence, typeDefs: 'type Person {' })).toEqual([
      expect.objectContaining({ rule: 'GRAPHQL_SYNTAX', subgraph: 'residence', coordinate: 'schema.graphql' }),
    ])
  })

  test('a field that two resolve, as Apollo’s composition says', () => {
    const [registry, residence] = soundProvince()
    const both = withSdl(registry, `id: ID ${restricted}`, `id: ID ${restricted} "Tên — Name" name: String ${shared}`)
    expect(errorsOf(both, residence)).toEqual([
      {
        rule: 'INVALID_FIELD_SHARING',
        subgraph: 'registry, residence',
        coordinate: 'Person.name',
        problem: expect.stringContaining('"Person.name" is resolved from multiple subgraphs'),
        mend: 'let one subgraph resolve the field: remove it from the others or mark it `@external`',
      },
    ])
  })

  test('a type that is not there', () => {
    const [registry, residence] = soundProvince()
    expect(errorsOf(registry, withSdl(residence, 'name: String', 'name: Name'))).toEqual([
      expect.objectContaining({ rule: 'INVALID_GRAPHQL', subgraph: 'residence', coordinate: 'Name' }),
    ])
  })
})
