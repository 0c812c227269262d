import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { ConfigError } from '../config-error.ts'
import { jwksOf, testIssuer } from './fixtures/test-issuer.ts'
import { openJwks } from './open-jwks.ts'

let folder: string
let path: string
const told: string[] = []
const tell = (message: string) => void told.push(message)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jwks-'))
  path = join(folder, 'jwks.json')
  told.length = 0
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const replace = async (text: string) => {
  await writeFile(`${path}.new`, text)
  await rename(`${path}.new`, path)
}

test('J04 a key that left the file is unknown at once, and one that came is known', async () => {
  const [old, next] = [await testIssuer('old'), await testIssuer('next')]
  await writeFile(path, jwksOf(old))
  const source = await openJwks(path, tell)
  expect(await source.keyOf('old')).not.toBeNull()
  expect(await source.keyOf('next')).toBeNull()
  await replace(jwksOf(old, next))
  expect(await source.keyOf('old')).not.toBeNull()
  expect(await source.keyOf('next')).not.toBeNull()
  await replace(jwksOf(next))
  expect(await source.keyOf('old')).toBeNull()
})

test('a file that is gone or broken accepts nobody, says so once, and is read again when it is back', async () => {
  const issuer = await testIssuer('a')
  await writeFile(path, jwksOf(issuer))
  const source = await openJwks(path, tell)
  for (const harm of [() => rm(path), () => writeFile(path, '{"keys":'), () => writeFile(path, '{}')]) {
    await harm()
    told.length = 0
    for (let times = 0; times < 3; times++) expect(await source.keyOf('a')).toBeNull()
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('HUB_JWKS')
    await replace(jwksOf(issuer))
    expect(await source.keyOf('a')).not.toBeNull()
  }
})

test.each([
  ['absent', null],
  ['no JSON', 'khóa'],
  ['a set of nothing', '{"keys":[]}'],
  ['a shared secret', '{"keys":[{"kty":"oct","k":"bWF0LWtoYXU","kid":"a"}]}'],
])('a file that is %s at the start is refused, in both languages and without a key', async (_what, text) => {
  if (text !== null) await writeFile(path, text)
  const refusal = await openJwks(path, tell).catch((error) => error)
  expect(refusal).toBeInstanceOf(ConfigError)
  expect(refusal.message).toMatch(/^HUB_JWKS: không dùng được tệp khóa.*cannot be used/)
  expect(refusal.message).not.toContain('bWF0LWtoYXU')
})
