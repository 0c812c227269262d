import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8')
const [, url, header, body] = /```sh\ncurl -s (\S+) -H '([^']+)' -d '([^']+)'\n```/.exec(readme) ?? []
const printed = /```json\n(\{"data".*\})\n```/.exec(readme)?.[1]

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

test('the request that the README shows gets the answer that it shows, on the address that the hub tells', async () => {
  expect(new URL(String(url)).pathname).toBe('/graphql')
  expect(readme).toContain(`Hub ready on ${new URL(String(url)).origin}\n`)
  const [name, value] = String(header).split(': ') as [string, string]
  const response = await fetch(`${hub.url}${new URL(String(url)).pathname}`, {
    method: 'POST',
    headers: { [name]: value },
    body: String(body),
  })
  expect(await response.json()).toEqual(JSON.parse(String(printed)))
})
