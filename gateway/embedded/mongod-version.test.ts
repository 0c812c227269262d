import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { temporaryFolder, writeMongod, writeScript } from './fixtures/temporary-folder.ts'
import { compareVersions, mongodVersion } from './mongod-version.ts'

const folder = temporaryFolder()

describe('a binary is accepted only if --version answers', () => {
  test('one that answers is taken with its version', async () => {
    expect(await mongodVersion(writeMongod(join(folder, 'good'), '6.0.5'))).toEqual({ version: '6.0.5' })
  })

  test.each([
    ['ends with an error', 'echo "db version v6.0.5"; exit 127'],
    ['says something else', 'echo "mongod 6.0.5"'],
    ['is killed', 'kill -9 $$'],
  ])('one that %s is not', async (_, body) => {
    const answer = await mongodVersion(writeScript(join(folder, 'bad'), body))
    expect(answer).toEqual({ reason: expect.stringContaining('does not run on this machine') })
  })

  test('neither is a file for no machine, nor one that is not there', async () => {
    const file = join(folder, 'data')
    writeFileSync(file, Buffer.alloc(1000), { mode: 0o755 })
    expect(await mongodVersion(file)).toHaveProperty('reason')
    expect(await mongodVersion(join(folder, 'absent'))).toHaveProperty('reason')
  })

  test('one to which the driver cannot speak is refused with both versions', async () => {
    const answer = await mongodVersion(writeMongod(join(folder, 'old'), '3.6.23'))
    expect(answer).toEqual({ reason: 'bản 3.6.23 quá cũ — version 3.6.23 is older than 4.2' })
  })
})

describe('versions are ordered by number', () => {
  const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 })

  test('10.0.0 is newer than 9.9.9 and 6.0.5 newer than 6.0', () => {
    expect(['10.0.0', '6.0.5', '9.9.9', '6.0'].sort(compareVersions)).toEqual(['6.0', '6.0.5', '9.9.9', '10.0.0'])
  })

  test('the order is the same from both sides, and raising any part raises the version', () => {
    fc.assert(
      fc.property(version, version, fc.nat(3), (a, b, at) => {
        const sign = Math.sign(compareVersions(a.join('.'), b.join('.')))
        expect(Math.sign(compareVersions(b.join('.'), a.join('.'))) + sign).toBe(0)
        const raised = a.map((part, index) => (index === at % a.length ? part + 1 : part))
        expect(compareVersions(raised.join('.'), a.join('.'))).toBeGreaterThan(0)
      }),
    )
  })
})
