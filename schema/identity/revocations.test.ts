import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { anonymous } from '../access/viewer.ts'
import { openRevocations } from './revocations.ts'

let folder: string
const told: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'revoked-'))
  told.length = 0
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const write = (text: string) => writeFile(join(folder, 'revoked.json'), text)
const open = () => openRevocations(folder, (message) => told.push(message))
const token = (tokenId: string, identity: string) => ({ tokenId, viewer: { ...anonymous, identity } })

describe('J07 a token is revoked', () => {
  test('by its own name or by the identity’s, from the moment at which the list says so', async () => {
    const revocations = open()
    const [one, two, other] = [token('1', 'an'), token('2', 'an'), token('3', 'binh')]
    expect([one, two, other].map(revocations.isRevoked)).toEqual([false, false, false])
    await write('{"jti":["1"]}')
    expect([one, two, other].map(revocations.isRevoked)).toEqual([true, false, false])
    await write('{"jti":["1"],"sub":["an"]}')
    expect([one, two, other].map(revocations.isRevoked)).toEqual([true, true, false])
    await rm(join(folder, 'revoked.json'))
    expect([one, two, other].map(revocations.isRevoked)).toEqual([false, false, false])
    expect(told).toEqual([])
  })

  test('where the list cannot be read, whoever it is, and the operator is told once', async () => {
    const revocations = open()
    for (const text of ['', '[]x', 'null', '{"jti":"1"}', '{"jti":[1]}', '{"sub":null}', '{"subs":["an"]}']) {
      told.length = 0
      await write(text)
      expect([token('1', 'an'), token('2', 'binh')].map(revocations.isRevoked)).toEqual([true, true])
      expect(told).toHaveLength(1)
      expect(told[0]).toMatch(/^revoked\.json: .*\{"jti"/)
    }
    await write('{}')
    expect(revocations.isRevoked(token('1', 'an'))).toBe(false)
  })

  test('also where the list was there before the hub', async () => {
    await write('{"sub":["an"]}')
    expect(open().isRevoked(token('1', 'an'))).toBe(true)
  })
})
