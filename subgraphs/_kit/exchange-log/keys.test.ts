import { createHmac, sign, verify } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { knownKeys } from '../../../gateway/audit-verifier/known-keys.ts'
import { logPublicKeys, logSigningKey } from './signing-key.ts'
import { subjectKey, subjectKeys, subjectMaster } from './subject-key.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777

describe('the key that signs heads', () => {
  test('is made once, for its owner alone, and kept', async () => {
    const first = await logSigningKey(folder)
    const again = await logSigningKey(folder)
    expect(again.kid).toBe(first.kid)
    expect(again.key.equals(first.key)).toBe(true)
    expect(await logPublicKeys(folder)).toHaveLength(1)
    expect([await modeOf('log.key'), await modeOf('log-keys.json')]).toEqual([0o600, 0o600])
  })

  test('is the same one for processes that start together', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => logSigningKey(folder)))
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1)
  })

  test('has a public half that its name proves, and that does not hold the private one', async () => {
    const { kid, key } = await logSigningKey(folder)
    const known = knownKeys(await logPublicKeys(folder), null)
    expect([...known.keys()]).toEqual([kid])
    expect(known.get(kid)?.type).toBe('public')
    expect(JSON.parse(await readFile(join(folder, 'log-keys.json'), 'utf8')).keys[0]).not.toHaveProperty('d')
    const text = Buffer.from('text')
    expect(verify(null, text, known.get(kid) as never, sign(null, text, key))).toBe(true)
  })

  test('may be changed: the public half of the old one stays known', async () => {
    const old = await logSigningKey(folder)
    await rename(join(folder, 'log.key'), join(folder, 'log.key.old'))
    const young = await logSigningKey(folder)
    expect(young.kid).not.toBe(old.kid)
    expect((await logPublicKeys(folder)).map(({ kid }) => kid)).toEqual([old.kid, young.kid])
  })

  test.each(['', 'no key', '-----BEGIN'])(
    'is never replaced in silence where the file is damaged (%p)',
    async (text) => {
      await writeFile(join(folder, 'log.key'), text)
      await expect(logSigningKey(folder)).rejects.toThrow(/log\.key/)
      expect(await readFile(join(folder, 'log.key'), 'utf8')).toBe(text)
    },
  )

  test('there is none where no log was opened, and a list that cannot be read is not taken for none', async () => {
    expect(await logPublicKeys(folder)).toEqual([])
    await mkdir(join(folder, 'log-keys.json'))
    await expect(logPublicKeys(folder)).rejects.toThrow('EISDIR')
  })
})

describe('a public key that somebody brings', () => {
  test('counts under its own thumbprint, whatever name it bears', async () => {
    const { kid } = await logSigningKey(folder)
    const [jwk] = await logPublicKeys(folder)
    expect([...knownKeys([{ ...jwk, kid: 'another' }], null).keys()]).toEqual([kid])
    expect(knownKeys([jwk], ['another']).size).toBe(0)
    expect(knownKeys([jwk], [kid]).size).toBe(1)
  })

  test('that is none is passed over', () => {
    fc.assert(fc.property(fc.anything(), (value) => knownKeys([value], null).size === 0))
  })
})

describe('the key of a subject', () => {
  const id = '052090001234'

  test('is 32 hexadecimal digits that say nothing of the person, the same at each start', async () => {
    const master = await subjectMaster(folder)
    const key = subjectKey(master, 'H08.11', id)
    expect(key).toMatch(/^[0-9a-f]{32}$/)
    expect(subjectKey(await subjectMaster(folder), 'H08.11', id)).toBe(key)
    expect(await modeOf('subject.key')).toBe(0o600)
  })

  test('is another for every person, every agency and every hub', async () => {
    const master = await subjectMaster(folder)
    await rm(join(folder, 'subject.key'))
    const foreign = await subjectMaster(folder)
    const keys = [master, foreign].flatMap((each) =>
      ['H08.11', 'H08.12', '', null].flatMap((agency) =>
        [id, '052090001235'].map((one) => subjectKey(each, agency, one)),
      ),
    )
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('is what it was ever since: another one would cut a person off from the records of former years', () => {
    const master = Buffer.alloc(32, 7)
    const keyOf = (agencyText: string) => {
      const agencyKey = createHmac('sha256', master).update(agencyText).digest()
      return createHmac('sha256', agencyKey).update(id).digest('hex').slice(0, 32)
    }
    expect(subjectKey(master, null, id)).toBe(keyOf('subject 0'))
    expect(subjectKey(master, 'H08.11', id)).toBe(keyOf('subject 1H08.11'))
  })

  test('cannot be had by moving letters from the agency to the person', async () => {
    const master = await subjectMaster(folder)
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (agency, moved, person) => {
        expect(subjectKey(master, agency + moved, person)).not.toBe(subjectKey(master, agency, moved + person))
      }),
    )
  })

  test('is found again for all agencies at once', async () => {
    const master = await subjectMaster(folder)
    const agencies = ['H08.11', null, 'H08.12']
    expect(subjectKeys(master, agencies, id)).toEqual(agencies.map((agency) => subjectKey(master, agency, id)))
  })

  test('is not made anew where its secret is damaged: the log would know nobody any more', async () => {
    await writeFile(join(folder, 'subject.key'), 'short')
    await expect(subjectMaster(folder)).rejects.toThrow(/subject\.key/)
  })
})
