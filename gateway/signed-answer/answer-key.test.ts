import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ConfigError } from '../../schema/config-error.ts'
import { answerKey, answerPublicKeys } from './answer-key.ts'
import { plainAnswer, signedFor } from './fixtures/signed-answer.ts'
import { signAnswer } from './sign-answer.ts'
import { verifyAnswer } from './verify-answer.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'answer-key-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const file = (name: string) => join(dataDir, name)
const modeOf = async (name: string) => (await stat(file(name))).mode & 0o777

describe('the key of signed answers', () => {
  test('is made at the first use, for its owner alone, and kept', async () => {
    const first = await answerKey(dataDir)
    const text = await readFile(file('answer.key'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ kty: 'OKP', crv: 'Ed25519' })
    expect((await answerKey(dataDir)).kid).toBe(first.kid)
    expect(await readFile(file('answer.key'), 'utf8')).toBe(text)
    expect([await modeOf('answer.key'), await modeOf('answer-keys.json')]).toEqual([0o600, 0o600])
    expect((await readdir(dataDir)).sort()).toEqual(['answer-keys.json', 'answer.key'])
  })

  test('is one, also where several processes start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => answerKey(dataDir)))
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1)
    expect(await answerPublicKeys(dataDir)).toHaveLength(1)
  })

  test('signs what its published half verifies, also after it was replaced by another', async () => {
    const old = signAnswer(plainAnswer, signedFor, await answerKey(dataDir))
    await rm(file('answer.key'))
    const young = signAnswer(plainAnswer, signedFor, await answerKey(dataDir))
    const keys = await answerPublicKeys(dataDir)
    expect(keys.map(({ kid }) => kid.slice(0, 7))).toEqual(['answer-', 'answer-'])
    expect([old, young].map((text) => verifyAnswer(text, { keys }).valid)).toEqual([true, true])
  })

  test('publishes no private member', async () => {
    await answerKey(dataDir)
    const { d } = JSON.parse(await readFile(file('answer.key'), 'utf8'))
    expect(Object.keys((await answerPublicKeys(dataDir))[0] ?? {}).sort()).toEqual(
      ['alg', 'crv', 'kid', 'kty', 'use', 'x'].sort(),
    )
    expect(await readFile(file('answer-keys.json'), 'utf8')).not.toContain(d)
  })

  test.each([
    ['half a file', '{"kty":"OKP","crv":"Ed25519"'],
    ['a public key', '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
    ['nothing', ''],
  ])('is not replaced where the file holds %s: the start ends and says the way out', async (_what, text) => {
    await writeFile(file('answer.key'), text)
    const failed = await answerKey(dataDir).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(ConfigError)
    expect(String(failed)).toContain('restore the file, or remove it')
    expect(String(failed)).not.toContain('11qY')
    expect(await readFile(file('answer.key'), 'utf8')).toBe(text)
  })

  test('has no public half before the first start', async () => {
    expect(await answerPublicKeys(dataDir)).toEqual([])
  })
})
