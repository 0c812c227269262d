import { beforeAll, describe, expect, test } from '@jest/globals'
import { parse as parseSdl } from 'graphql'
import { accessOf } from '../../schema/lint/sdl/access-of.ts'
import { documentFields } from '../../schema/lint/sdl/document-fields.ts'
import { loadAgency } from '../../subgraphs/_kit/discover.ts'
import { readPurposes } from './purposes.ts'
import { readLaw } from './read-law.ts'
import { readRoles } from './roles.ts'

const vietnamese = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i

describe('a purpose', () => {
  const purposes = [...readPurposes().values()]

  test('there are those that the demo and the roles ask for, and a dozen more', () => {
    expect(purposes.length).toBeGreaterThanOrEqual(14)
    for (const code of ['INSURANCE_ADMINISTRATION', 'INSPECTION', 'HEALTH_CARE', 'LAND_ADMINISTRATION', 'CIVIL_STATUS'])
      expect(readPurposes().has(code)).toBe(true)
  })

  test.each(purposes.map((purpose) => [purpose.code, purpose] as const))(
    '%s is named in both languages and has a law',
    (code, { name, legalBasis }) => {
      expect(code).toMatch(/^[A-Z][A-Z0-9_]{2,39}$/)
      expect(name.vi).toMatch(vietnamese)
      expect(name.en).toMatch(/^[A-Z][\x20-\x7e]+$/)
      expect(legalBasis).toMatch(/^(Luật|Nghị định|Pháp lệnh) /)
    },
  )

  test('serves procedures of the register only, and each of these has a purpose', async () => {
    const { seed } = await loadAgency('register')
    const documents = [...(seed.constants?.({} as never) ?? [])]
    const known = documents.filter(({ collection }) => collection === 'procedures').map(({ document }) => document._id)
    expect(known.length).toBeGreaterThan(0)
    expect([...new Set(purposes.flatMap(({ procedures }) => procedures))].sort()).toEqual([...known].sort())
  })

  test('bears no name of an object', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) expect(readPurposes().has(name)).toBe(false)
  })
})

describe('a role', () => {
  const roles = new Map(readRoles().map((grant) => [grant.role, grant]))
  let ofTheLog: string[]
  beforeAll(async () => {
    const fields = documentFields(parseSdl((await loadAgency('hub')).typeDefs))
    ofTheLog = fields
      .filter(
        ({ coordinate, field }) =>
          /^(Exchange|Query\.exchangeLog$)/.test(coordinate) && accessOf(field)?.class !== 'OPEN',
      )
      .map(({ coordinate }) => coordinate)
      .sort()
  })

  test('inspector reads the whole log for the purpose of an inspection', () => {
    expect(roles.get('inspector')).toMatchObject({ purpose: 'INSPECTION', rows: 'ALL' })
    expect([...(roles.get('inspector')?.coordinates ?? [])].sort()).toEqual(ofTheLog)
  })

  test('officer reads of the same log what the own agency supplied or asked, and states no purpose', () => {
    expect(roles.get('officer')).toMatchObject({ purpose: null, rows: 'OWN_AGENCY' })
    expect([...(roles.get('officer')?.coordinates ?? [])].sort()).toEqual(ofTheLog)
  })

  test.each(['coordinator', 'executive', 'approver', 'citizen', 'firm'])(
    '%s reads no value of a record by its role',
    (role) => {
      expect(roles.get(role)?.coordinates.size).toBe(0)
    },
  )

  test('stands once, and its row names the article of its duty', () => {
    expect(roles.size).toBe(readRoles().length)
    for (const row of readLaw('roles')) expect(row.article).toMatch(/60\/2021\/QĐ-UBND Điều \d+/)
  })
})
