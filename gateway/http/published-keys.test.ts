import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { demoKeys } from '../../seed/demo/token-key.ts'
import { logSigningKey } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import type { Config } from '../config.ts'
import { answerKey } from '../signed-answer/answer-key.ts'
import { openStubServer } from './fixtures/stub-server.ts'
import { publishedKeys } from './published-keys.ts'

let dataDir: string
let kids: { answer: string; log: string; token: string }
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'published-keys-'))
  kids = {
    answer: (await answerKey(dataDir)).kid,
    log: (await logSigningKey(dataDir)).kid,
    token: (await demoKeys(dataDir)).kid,
  }
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

async function published(config: Pick<Config, 'dataDir' | 'mode' | 'jwks'>) {
  const hub = await openStubServer({ pages: [publishedKeys(config)] })
  try {
    const { body } = await hub.request('GET /.well-known/jwks.json')
    return { body, keys: JSON.parse(body).keys as Record<string, unknown>[] }
  } finally {
    await hub.close()
  }
}

describe('the published keys', () => {
  test('of a demo are those of its answers, its log and its own tokens', async () => {
    const { keys } = await published({ dataDir, mode: 'demo', jwks: undefined })
    expect(keys.map(({ x }) => x)).toHaveLength(3)
    expect(keys.slice(0, 2).map(({ kid }) => kid)).toEqual([kids.answer, kids.log])
  })

  test.each([
    ['where the tokens are another issuer’s', { mode: 'demo', jwks: '/keys/jwks.json' }],
    ['in production', { mode: 'production', jwks: '/keys/jwks.json' }],
  ] as const)('%s do not hold the demo’s', async (_name, config) => {
    const { keys } = await published({ dataDir, ...config })
    expect(keys.map(({ kid }) => kid)).toEqual([kids.answer, kids.log])
  })

  test('never hold a private half', async () => {
    const { body, keys } = await published({ dataDir, mode: 'demo', jwks: undefined })
    expect(keys.flatMap((key) => Object.keys(key).filter((name) => ['d', 'p', 'q', 'k'].includes(name)))).toEqual([])
    expect(body).not.toContain('PRIVATE')
  })

  test('are none on a folder that has none yet, and none is made by asking', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'no-keys-'))
    expect((await published({ dataDir: empty, mode: 'demo', jwks: undefined })).keys).toEqual([])
    await rm(empty, { recursive: true })
  })
})
