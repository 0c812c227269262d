import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { runToken } from '../../gateway/commands/run-token.ts'
import { checkFile } from '../../gateway/signed-answer/check-file.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { textOf } from '../house/repository.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const readme = textOf('README.md')
const [, url, header, body] = /```sh\ncurl -s (\S+) -H '([^']+)' -d '([^']+)'\n```/.exec(readme) ?? []
/** The citizen of the demo in the default population, which the committed example names too. */
const readmeCitizen = /personalId: "(\d{12})"/.exec(readme)?.[1] ?? ''

/** `ask IDENTITY PURPOSE 'QUERY'` with what follows it, and the answer that the README prints below, if any. */
const asked = [...readme.matchAll(/^ask (\S+) (\S+) '([^']+)'([^\n]*)$(?:\n```\n\n```json\n(.+)\n```)?/gm)].map(
  ([, identity = '', purpose = '', query = '', more = '', printed]) => {
    return {
      identity,
      purpose: purpose === "''" ? '' : purpose,
      query,
      signed: more.includes('x-signed-answer'),
      printed,
    }
  },
)

let hub: TestHub
let citizen: string
beforeAll(async () => {
  const mongodbUri = String(process.env.TEST_MONGODB_URI).replace('/shared', '/readme')
  hub = await startTestHub({ mongodbUri, seedPersons: 300 })
  citizen = String(decodeJwt(await tokenOf('citizen')).personal_id)
}, 60_000)
afterAll(() => hub.stop())

async function tokenOf(identity: string): Promise<string> {
  return (await runToken([identity], { HUB_DATA_DIR: hub.dataDir })).out.trim()
}

/** Sends what the README's `ask` sends, about the citizen of this hub's population. */
async function ask({ identity, purpose, query, signed }: (typeof asked)[number]): Promise<string> {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenOf(identity)}`,
      ...(purpose && { 'x-purpose': purpose }),
      ...(signed && { 'x-signed-answer': 'yes' }),
    },
    body: JSON.stringify({ query: query.replaceAll(readmeCitizen, citizen) }),
  })
  expect(response.status).toBe(200)
  return response.text()
}

/** The same tree with the values of a person left out: another population has others. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'object' || value === null) return value === null ? null : 'value'
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]))
}

describe('the first minutes of the README', () => {
  test('the request without a token gets the answer that is shown, on the address that the hub tells', async () => {
    const printed = /```json\n(\{"data":\{"before".*\})\n```/.exec(readme)?.[1]
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

  test('are about the citizen of the default population', () => {
    expect(textOf('gateway/pages/playground/examples/refused-field.json')).toContain(`"${readmeCitizen}"`)
    expect(new Set(readme.match(/\b\d{12}\b/g))).toEqual(new Set([readmeCitizen]))
  })

  test('each request of an identity runs, and where an answer is shown it is of that kind', async () => {
    expect(asked.map(({ identity }) => identity)).toEqual(
      expect.arrayContaining(['insurance-app', 'health-officer', 'citizen', 'land-officer']),
    )
    for (const request of asked) {
      const answer = JSON.parse(await ask(request))
      const shown = request.printed ? JSON.parse(request.printed) : null
      expect([request.identity, answer.errors]).toEqual([request.identity, shown?.errors])
      if (shown) expect(shapeOf(answer.data)).toEqual(shapeOf(shown.data))
    }
  })

  test('the citizen is told of the reads before', async () => {
    const mine = asked.find(({ query }) => query.includes('myAccessLog'))
    if (!mine) throw new Error('the README does not ask who has read a record')
    const { nodes } = JSON.parse(await ask(mine)).data.myAccessLog
    const purposes = nodes.map(({ purpose }: { purpose: string }) => purpose)
    expect(purposes).toEqual(expect.arrayContaining(['INSURANCE_ADMINISTRATION', 'HEALTH_CARE']))
  })

  test('the signed answer is verified by the published keys', async () => {
    const request = asked.find(({ signed }) => signed)
    if (!request) throw new Error('the README does not sign an answer')
    const [file, keys] = [join(hub.dataDir, 'answer.json'), join(hub.dataDir, 'jwks.json')]
    await writeFile(file, await ask(request))
    await writeFile(keys, await (await fetch(`${hub.url}/.well-known/jwks.json`)).text())
    expect((await checkFile(file, keys, hub.dataDir)).exitCode).toBe(0)
  })
})

describe('the tables of the README', () => {
  test('give the identities the rights that npm run token lists', async () => {
    const listed = JSON.parse((await runToken(['--json'], { HUB_DATA_DIR: hub.dataDir })).out)
    const cells = (texts: readonly string[]) => [...new Set(texts)].join(', ') || '–'
    for (const { identity, databases, roles, grants } of listed) {
      const purposes = grants.map(({ purpose }: { purpose: string }) => purpose)
      const row = `| \`${identity}\` | ${cells(databases)} | ${cells(roles)} | ${cells(purposes)} | `
      expect(readme.split('\n').some((line) => line.startsWith(row)) || row).toBe(true)
    }
  })

  test('name commands, files and folders that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json'))
    const commands = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => String(name))
    expect(commands.filter((name) => !(name in scripts))).toEqual([])
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => String(path))
    const places = [...readme.matchAll(/`((?:gateway|schema|seed|subgraphs|test)\/[\w./-]*)`/g)].map(([, path]) =>
      String(path),
    )
    // The folder that the reader makes.
    const made = 'subgraphs/markets/'
    const missing = [...links, ...places].filter((path) => path !== made && !existsSync(join(repositoryRoot, path)))
    expect(missing).toEqual([])
    expect(links.length).toBeGreaterThan(30)
  })

  test('name every variable that the hub and a subgraph read, and no other', () => {
    const read = ['gateway/config.ts', 'subgraphs/_kit/serve-config.ts', 'schema/identity/settings.ts'].map(textOf)
    const names = (text: string) => text.match(/\b(?:HUB|SUBGRAPH)_[A-Z_]+[A-Z]\b/g) ?? []
    const known = new Set([...names(read.join(' ')), 'HUB_CACHE_DIR'])
    const told = new Set(names(readme))
    expect([...told].filter((name) => !known.has(name))).toEqual([])
    expect([...known].filter((name) => !told.has(name))).toEqual([])
  })
})
