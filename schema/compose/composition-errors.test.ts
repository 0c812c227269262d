import { describe, expect, test } from '@jest/globals'
import { GraphQLError } from 'graphql'
import { compositionErrors } from './composition-errors.ts'

const subgraphs = ['land', 'civil-status']

function translated(message: string, code?: string) {
  return compositionErrors([new GraphQLError(message, { extensions: code ? { code } : {} })], [], subgraphs)[0]
}

function hint(code: string) {
  const definition = { code, level: { value: 60, name: 'WARN' }, description: '' }
  return { definition, message: 'Field "Parcel.area" …', element: undefined, toString: () => '' }
}

describe('an error of composition names', () => {
  test('the subgraph that stands in front', () => {
    const error = translated('[civil-status] Unknown type "Birth".', 'INVALID_GRAPHQL')
    expect(error).toEqual({
      rule: 'INVALID_GRAPHQL',
      subgraph: 'civil-status',
      coordinate: 'Birth',
      problem: 'Unknown type "Birth".',
      mend: 'correct the SDL as the message says',
    })
  })

  test('the subgraphs in its text, and the first coordinate that is none of them', () => {
    const error = translated('From "land" and "civil-status": argument "Parcel.tax(on:)" of "Parcel.tax"')
    expect(error).toMatchObject({ subgraph: 'land, civil-status', coordinate: 'Parcel.tax(on:)', rule: 'COMPOSITION' })
  })

  test('the supergraph where it names nothing, and a mend always', () => {
    const error = translated('The following is not satisfiable:\n  - no way\n    to go', 'NEW_CODE')
    expect(error).toEqual({
      rule: 'NEW_CODE',
      subgraph: 'supergraph',
      coordinate: 'supergraph',
      problem: 'The following is not satisfiable: - no way to go',
      mend: 'change the SDL until the subgraphs agree',
    })
  })
})

describe('hints', () => {
  test('of lost or differing classes are errors', () => {
    const hints = [hint('INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS'), hint('DIRECTIVE_COMPOSITION_WARN')]
    expect(compositionErrors([], hints, subgraphs).map(({ rule, coordinate }) => [rule, coordinate])).toEqual([
      ['INCONSISTENT_NON_REPEATABLE_DIRECTIVE_ARGUMENTS', 'Parcel.area'],
      ['DIRECTIVE_COMPOSITION_WARN', 'Parcel.area'],
    ])
  })

  test('of other kinds are not', () => {
    expect(compositionErrors([], [hint('INCONSISTENT_DESCRIPTION')], subgraphs)).toEqual([])
  })
})
