import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { answerKey, answerPublicKeys } from './answer-key.ts'
import { checkFile } from './check-file.ts'
import { plainAnswer, signedAnswer, signedFor } from './fixtures/signed-answer.ts'
import { signAnswer } from './sign-answer.ts'

let folder: string
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-file-'))
  const text = signAnswer(plainAnswer, signedFor, await answerKey(folder))
  await writeFile(at('good.json'), text)
  await writeFile(at('forged.json'), text.replace('120.5', '120.6'))
  await writeFile(at('keys.json'), JSON.stringify({ keys: await answerPublicKeys(folder) }))
  await writeFile(at('other-keys.json'), JSON.stringify({ keys: signedAnswer().keys }))
  await writeFile(at('no-keys.json'), '{"keys":[]}')
  await writeFile(at('plain.json'), plainAnswer)
  await writeFile(
    at('strange.json'),
    signAnswer(plainAnswer, { ...signedFor, identity: 'a\nVALID' }, await answerKey(folder)),
  )
})
afterAll(() => rm(folder, { recursive: true }))

const check = (file: string, keys?: string) => checkFile(at(file), keys ? at(keys) : null, folder)

describe('a saved answer', () => {
  test('that is signed so ends with 0 and prints who, when, for what and which record', async () => {
    const { exitCode, lines } = await check('good.json')
    expect(exitCode).toBe(0)
    expect(lines[0]).toBe('HỢP LỆ — VALID')
    const said = lines.join('\n')
    for (const value of Object.values(signedFor)) expect(said).toContain(JSON.stringify(value))
  })

  test('is checked with a saved key set as well as with the data folder', async () => {
    expect((await check('good.json', 'keys.json')).exitCode).toBe(0)
  })

  test.each([
    ['that was changed', 'forged.json', undefined, /not what was signed/],
    ['that was never signed', 'plain.json', undefined, /X-Signed-Answer: yes/],
    ['of another hub', 'good.json', 'other-keys.json', /jwks\.json/],
  ])('%s ends with 1 and says so in both languages', async (_what, file, keys, words) => {
    const { exitCode, lines } = await check(file, keys)
    expect([exitCode, lines[0]]).toEqual([1, 'KHÔNG HỢP LỆ — NOT VALID'])
    expect(lines[1]).toMatch(words)
    expect(lines[1]).toContain(' — ')
  })

  test.each([
    ['is not there', 'no-such-file.json', undefined, /cannot be read/],
    ['has no keys to be checked with', 'good.json', 'no-keys.json', /--keys/],
    ['is checked with a file that is no key set', 'good.json', 'no-such-file.json', /--keys/],
  ])('that %s ends with 2 and the way out', async (_what, file, keys, words) => {
    const { exitCode, lines } = await check(file, keys)
    expect(exitCode).toBe(2)
    expect(lines.join()).toMatch(words)
  })

  test('cannot write lines of its own through a name that breaks the line', async () => {
    const { lines } = await check('strange.json')
    expect(lines.join('\n').split('\n')).toHaveLength(6)
  })
})
