import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../limits.ts'
import { readClaims } from './token-claims.ts'

const good = { sub: 'health-officer', jti: 'd3c1' }
const whole = {
  ...good,
  agency: 'GLI-SYT',
  app: 'kham-benh',
  databases: ['health', 'civil-status'],
  roles: ['officer', 'inspector'],
}

const refused = (claims: Record<string, unknown>) => expect(readClaims({ ...good, ...claims })).toBeNull()

test('each claim is read into its place, and nothing else', () => {
  expect(readClaims({ ...whole, azp: 'kham-benh', typ: 'Bearer', scope: 'all', constructor: 'x' })).toEqual({
    tokenId: 'd3c1',
    viewer: {
      identity: 'health-officer',
      agency: 'GLI-SYT',
      app: 'kham-benh',
      databases: ['health', 'civil-status'],
      roles: ['officer', 'inspector'],
      personalId: null,
      taxCode: null,
    },
  })
  expect(readClaims({ ...good, personal_id: '052085000001', tax_code: '9999999997' })?.viewer).toMatchObject({
    personalId: '052085000001',
    taxCode: '9999999997',
  })
})

describe('a text claim', () => {
  const names = ['sub', 'jti', 'agency', 'app', 'personal_id', 'tax_code']

  test.each(names)('%s of another type is refused, an absent text included', (name) => {
    for (const value of [null, 7, true, {}, [], ['GLI-SYT'], [good.sub], { toString: 'GLI-SYT' }, { $ne: null }])
      refused({ [name]: value })
  })

  test.each(names)('%s is refused with a letter that only looks right, a control character or a space', (name) => {
    const right = { ...whole, personal_id: '052085000001', tax_code: '9999999997' }[name] as string
    const letters = ['\n', '\r\n', '\u0000', '\u001b[2K', '\u200b', '\u202e', ' ', 'а', 'Ａ', '０', 'ı', 'é', '\ud800']
    for (const letter of letters) {
      refused({ [name]: right + letter })
      refused({ [name]: letter + right })
      refused({ [name]: right.slice(0, 2) + letter + right.slice(3) })
    }
  })

  test.each([
    ['sub', ['', 'A', '-a', '__proto__', 'a'.repeat(101), 'a/b', 'a$b']],
    ['jti', ['', 'x'.repeat(201)]],
    ['agency', ['', 'gli-syt', 'GLI-', '-GLI', 'GLI--SYT', 'GLI_SYT', '__proto__', 'G'.repeat(36), 'H08.15']],
    ['app', ['', 'App', '__proto__', 'a'.repeat(65)]],
    ['personal_id', ['', '52085000001', '000085000001', '0520850000010', 52085000001]],
    ['tax_code', ['', '9999999998', '9999999997-000']],
  ] as const)('%s is refused where it has not its form', (name, values) => {
    for (const value of values) refused({ [name]: value })
  })

  test('of whatever characters reads as itself or is refused: nothing is folded', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('sub', 'agency', 'app'),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (name, text) => {
          const viewer = readClaims({ ...good, [name]: text })?.viewer
          if (viewer) expect(viewer[name === 'sub' ? 'identity' : (name as 'agency')]).toBe(text)
          if (viewer) expect(text).toMatch(/^[\x21-\x7e]+$/)
        },
      ),
    )
  })
})

describe('a list of names', () => {
  test.each(['databases', 'roles'])('%s is a list of texts, each once, and not too many', (name) => {
    const most = Array.from({ length: limits.tokenListEntries }, (_, index) => `a${index}`)
    expect(readClaims({ ...good, [name]: most })?.viewer[name as 'roles']).toEqual(most)
    const sparse: string[] = []
    sparse[2] = 'land'
    for (const value of [
      [...most, 'b'],
      'inspector',
      { 0: 'inspector', length: 1 },
      [['inspector']],
      ['inspector', 'inspector'],
      ['Inspector'],
      ['*'],
      ['a b'],
      ['../land'],
      ['__proto__'],
      ['inspector\n'],
      [''],
      [null],
      [7],
      null,
      sparse,
    ])
      refused({ [name]: value })
  })
})

describe('a key of every object', () => {
  test('is no claim: what an object inherits is not read', () => {
    for (const name of ['agency', 'app', 'databases', 'roles', 'personal_id']) {
      const payload = Object.create({ [name]: name === 'roles' ? ['inspector'] : 'GLI' }) as Record<string, unknown>
      expect(readClaims(Object.assign(payload, good))?.viewer).toEqual(readClaims(good)?.viewer)
    }
  })

  test('`__proto__` as a claim of its own is refused', () => {
    expect(readClaims(JSON.parse('{"sub":"a","jti":"b","__proto__":{"roles":["inspector"]}}'))).toBeNull()
    expect(({} as Record<string, unknown>).roles).toBeUndefined()
  })
})
