import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { checkFile } from '../../gateway/signed-answer/check-file.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'
import { reader, readerPurpose } from '../setup/reader.ts'

const query = 'query ($id: PersonalId!) { person(personalId: $id) { fullName dateOfBirth } }'
const signed = { 'x-signed-answer': 'yes' }

let hub: TestHub
let folder: string
let personalId: string
beforeAll(async () => {
  hub = await startTestHub()
  folder = await mkdtemp(join(tmpdir(), 'signed-'))
  const [row] = await databaseRows(hub, 'residence', 'residents', { deceased: false })
  personalId = String(row?.personalId)
}, 60_000)
afterAll(async () => {
  await hub?.stop()
  await rm(folder, { recursive: true, force: true })
})

const caller = { as: reader, purpose: readerPurpose }
const ask = async (headers: Record<string, string> = {}, as = caller) => {
  const response = await hub.request({ ...as, headers }, query, { id: personalId })
  return { status: response.status, head: response.headers.get('x-log-head'), body: await response.text() }
}
const saved = async (name: string, text: string) => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
const publishedKeys = async () => {
  const response = await fetch(`${hub.url}/.well-known/jwks.json`)
  return saved('jwks.json', await response.text())
}

describe('an answer that is asked to be signed', () => {
  test('is the same answer with a signature that names who, when, why and which record', async () => {
    const plain = await ask()
    const { head, body } = await ask(signed)
    const { extensions, ...answer } = JSON.parse(body)
    expect(answer).toEqual(JSON.parse(plain.body))
    expect(extensions.signature).toMatchObject({ identity: 'reader', purpose: readerPurpose, record: head })
    expect(extensions.signature.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  })

  test('is verified by anybody with the published keys alone, after the hub is gone', async () => {
    const keys = await publishedKeys()
    const { body, head } = await ask(signed)
    const file = await saved('answer.json', body)
    const { exitCode, lines } = await checkFile(file, keys, '/nowhere')
    expect([exitCode, lines[0]]).toEqual([0, 'HỢP LỆ — VALID'])
    expect(lines.join('\n')).toContain(String(head))
    expect(lines.join('\n')).toContain(readerPurpose)
  })

  test.each<[string, (body: string) => string]>([
    ['a value of it was changed', (body) => body.replace(/"dateOfBirth":"\d{4}/, '"dateOfBirth":"1900')],
    ['another purpose was put in', (body) => body.replace(readerPurpose, 'HEALTH_CARE')],
    ['another record was put in', (body) => body.replace(/"record":"[0-9a-f]{4}/, '"record":"0000')],
    ['an error was taken out or put in', (body) => body.replace('{"data"', '{"errors":[],"data"')],
  ])('is not valid any more when %s', async (_what, change) => {
    const { body } = await ask(signed)
    const changed = change(body)
    expect(changed).not.toBe(body)
    const { exitCode } = await checkFile(await saved('changed.json', changed), await publishedKeys(), '/nowhere')
    expect(exitCode).toBe(1)
  })

  test('with refused fields is signed with its refusals', async () => {
    const { body } = await ask(signed, { as: { sub: 'unlisted', agency: 'TEST-UNLISTED' }, purpose: readerPurpose })
    expect(JSON.parse(body)).toMatchObject({ data: { person: null }, errors: [{ extensions: { reason: 'NO_GRANT' } }] })
    const { exitCode } = await checkFile(await saved('refused.json', body), await publishedKeys(), '/nowhere')
    expect(exitCode).toBe(0)
  })

  test('is signed by `yes` alone: any other word, or two, changes nothing', async () => {
    for (const word of ['no', 'YES please', 'true', '']) {
      const { body } = await ask({ 'x-signed-answer': word })
      expect(JSON.parse(body).extensions?.signature).toBeUndefined()
    }
  })
})

describe('the published keys', () => {
  test('are those of answers, of the log and of the demo’s tokens, and no secret of any', async () => {
    const response = await fetch(`${hub.url}/.well-known/jwks.json`)
    expect(response.headers.get('content-type')).toContain('application/jwk-set+json')
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] }
    expect(keys).toHaveLength(3)
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(3)
    for (const key of keys) {
      expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519' })
      for (const secret of ['d', 'k', 'p', 'q']) expect(key).not.toHaveProperty(secret)
    }
  })

  test('are read and not written', async () => {
    expect((await fetch(`${hub.url}/.well-known/jwks.json`, { method: 'POST' })).status).toBe(405)
  })
})
