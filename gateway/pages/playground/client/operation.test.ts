import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { chooseOperation } from './choose-operation.ts'
import { readVariables } from './read-variables.ts'

describe('choosing the operation', () => {
  const two = 'query One { a }\nquery Two { b }\n'

  test('takes the one under the cursor, else the first', () => {
    expect(chooseOperation(two, two.indexOf('b'))).toBe('Two')
    expect(chooseOperation(two, 0)).toBe('One')
    expect(chooseOperation(`# first\n${two}`, 0)).toBe('One')
  })

  test('leaves it to the hub where there is one, or none that can be read', () => {
    expect(chooseOperation('query Only { a }', 3)).toBeUndefined()
    expect(chooseOperation('query {', 3)).toBeUndefined()
    expect(chooseOperation('', 0)).toBeUndefined()
  })
})

describe('reading the variables', () => {
  test('an empty pane is an empty object', () => {
    expect(readVariables(' \n')).toEqual({})
  })

  test.each(['{', '[]', 'null', '7', '"x"', '{a: 1}'])('%s is refused', (text) => {
    expect(readVariables(text)).toBeUndefined()
  })

  test('any JSON object is read as it stands', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (variables) => {
        const text = JSON.stringify(variables)
        expect(JSON.stringify(readVariables(text))).toBe(JSON.stringify(JSON.parse(text)))
      }),
    )
  })
})
