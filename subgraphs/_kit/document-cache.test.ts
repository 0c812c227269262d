import { describe, expect, test } from '@jest/globals'
import { buildSchema } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { documentCache } from './document-cache.ts'

const schema = buildSchema('type Query { name: String }')

describe('the documents of a subgraph', () => {
  test('are parsed and validated once', () => {
    const prepared = documentCache(schema)
    const first = prepared('{ name }')
    expect(first.errors).toBeUndefined()
    expect(prepared('{ name }')).toBe(first)
  })

  test('hold no copy of their text', () => {
    const { document } = documentCache(schema)('{ name }') as { document: { loc?: unknown } }
    expect(document.loc).toBeUndefined()
  })

  test('that do not parse or do not fit are errors, and stay so', () => {
    const prepared = documentCache(schema)
    for (const query of ['{ name', '', '{ nothing }', 'query A { name } query A { name }']) {
      expect(prepared(query).errors?.length).toBeGreaterThan(0)
      expect(prepared(query)).toBe(prepared(query))
    }
  })

  test('are kept up to the limit; the oldest makes room', () => {
    const prepared = documentCache(schema)
    const query = (number: number) => `{ a${number}: name }`
    const first = prepared(query(0))
    for (let number = 1; number < limits.cachedDocuments; number += 1) prepared(query(number))
    expect(prepared(query(0))).toBe(first)
    const second = prepared(query(1))
    prepared(query(limits.cachedDocuments))
    expect(prepared(query(1))).toBe(second)
    expect(prepared(query(0))).not.toBe(first)
  })

  test('of two schemas do not meet', () => {
    const other = documentCache(buildSchema('type Query { other: Int }'))
    expect(documentCache(schema)('{ name }').errors).toBeUndefined()
    expect(other('{ name }').errors).toHaveLength(1)
  })
})
