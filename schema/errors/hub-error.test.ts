import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { GraphQLError } from 'graphql'
import { agencyUnavailable } from './agency-unavailable.ts'
import { badInput } from './bad-input.ts'
import { type ErrorCode, errorCatalogue } from './catalogue.ts'
import { hubError } from './hub-error.ts'

const codes = Object.keys(errorCatalogue) as ErrorCode[]

describe('an error of the hub', () => {
  test.each(codes)('%s bears its code, and its words in Vietnamese, then in English', (code) => {
    const error = hubError(code)
    expect(error).toBeInstanceOf(GraphQLError)
    expect(error.message).toBe(`${errorCatalogue[code].vi} — ${errorCatalogue[code].en}`)
    expect(error.extensions).toEqual({ code })
  })

  test('narrows the words of the catalogue, each language by itself', () => {
    const { message } = hubError('LIMIT_EXCEEDED', { vi: 'quá 5 trường', en: 'more than 5 fields' })
    expect(message).toBe(
      'Câu truy vấn vượt quá giới hạn: quá 5 trường — The document goes beyond a limit: more than 5 fields',
    )
  })

  test('keeps what it is given beside the code, and the path', () => {
    const error = hubError('AGENCY_UNAVAILABLE', undefined, { path: ['a', 0], extensions: { database: 'land' } })
    expect(error.path).toEqual(['a', 0])
    expect(error.extensions).toEqual({ code: 'AGENCY_UNAVAILABLE', database: 'land' })
  })
})

describe('badInput', () => {
  test('names the argument in the extensions and in both languages', () => {
    const error = badInput('where.name', 'Điều kiện lọc trống', 'The condition is empty')
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'where.name' })
    const { vi, en } = errorCatalogue.BAD_USER_INPUT
    expect(error.message).toBe(`${vi}: where.name: Điều kiện lọc trống — ${en}: where.name: The condition is empty`)
  })
})

describe('agencyUnavailable', () => {
  test('says which database and since when, and one message for all', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (database, since) => {
        const error = agencyUnavailable(database, since)
        expect(error.extensions).toEqual({ code: 'AGENCY_UNAVAILABLE', database, since })
        expect(error.message).toBe(hubError('AGENCY_UNAVAILABLE').message)
      }),
    )
  })
})
