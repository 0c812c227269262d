import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { logPublicKeys } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import type { Config } from '../config.ts'
import type { Page } from '../http.ts'
import { answerPublicKeys } from '../signed-answer/answer-key.ts'
import { type GivenKey, wellKnownPage } from './well-known.ts'

/** The keys of this hub that others verify by: of its answers, of its log, and in the demo of its tokens. */
export function publishedKeys({ dataDir, mode, jwks }: Pick<Config, 'dataDir' | 'mode' | 'jwks'>): Page {
  return wellKnownPage([
    async () => (await answerPublicKeys(dataDir)).map((key) => ({ ...key })),
    async () => (await logPublicKeys(dataDir)).map((key) => ({ ...key })),
    async () => (mode === 'demo' && jwks === undefined ? demoTokenKey(dataDir) : []),
  ])
}

/** The page itself leaves out the private half. */
async function demoTokenKey(dataDir: string): Promise<readonly GivenKey[]> {
  const text = await readFile(join(dataDir, 'token.key'), 'utf8').catch(() => null)
  return text === null ? [] : [JSON.parse(text)]
}
