import { once } from 'node:events'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parse } from 'graphql'
import { limits } from '../schema/limits.ts'
import { type Config, readConfig } from './config.ts'
import { createHub, type Hub } from './hub.ts'

// A foreign graph needs no database, so what every hub promises of its start and end shows in it alone.
const sdl = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3") type Query { there: Boolean }'
const talk = { say: () => {}, progress: () => {} }

let folder: string
let config: Config
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-alone-'))
  const supergraph = join(folder, 'supergraph.graphql')
  const { supergraphSdl } = composeServices([{ name: 'shelf', url: 'http://127.0.0.1:1/', typeDefs: parse(sdl) }])
  await writeFile(supergraph, supergraphSdl ?? '')
  config = { ...readConfig({ SUPERGRAPH: supergraph, HUB_DATA_DIR: join(folder, 'data') }), port: 0 }
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => {
  jest.useRealTimers()
})

const isServed = (url: string) =>
  fetch(`${url}/health/live`).then(
    ({ status }) => status === 200,
    () => false,
  )

describe('a hub', () => {
  test('serves its pages, its health and its graph at the address that it names, and nothing after its end', async () => {
    const hub = await createHub(config, talk)
    expect(hub.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(`${hub.url}/`)).headers.get('content-type')).toContain('text/html')
    expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200)
    const answer = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    })
    expect(await answer.json()).toEqual({ data: { __typename: 'Query' } })
    await hub.stop()
    expect(await isServed(hub.url)).toBe(false)
  })

  test('may be stopped twice', async () => {
    const hub = await createHub(config, talk)
    await Promise.all([hub.stop(), hub.stop()])
    await hub.stop()
  })

  test('of a foreign graph leaves no note of a database behind', async () => {
    const hub = await createHub(config, talk)
    await expect(access(join(config.dataDir, 'run.json'))).rejects.toThrow()
    await hub.stop()
  })

  test('that cannot start leaves nothing running', async () => {
    const hub = await createHub(config, talk)
    const port = Number(new URL(hub.url).port)
    await expect(createHub({ ...config, port }, talk)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await hub.stop()
    await expect(createHub({ ...config, port, supergraph: join(folder, 'nothing') }, talk)).rejects.toThrow(
      /^SUPERGRAPH/,
    )
    expect(await isServed(hub.url)).toBe(false)
  })

  test('named ::1 gives an address that a browser takes', async () => {
    const hub: Hub | null = await createHub({ ...config, host: '::1' }, talk).catch(() => null)
    // A machine without IPv6 has no ::1; there is nothing to show then.
    if (hub) expect(new URL(hub.url).hostname).toBe('[::1]')
    await hub?.stop()
  })

  test('ends in bounded time also while a caller holds a request open', async () => {
    const hub = await createHub(config, talk)
    const caller = connect(Number(new URL(hub.url).port), '127.0.0.1')
    caller.on('error', () => {})
    caller.write(
      'POST /graphql HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n',
    )
    await once(caller, 'data')
    const closed = once(caller, 'close')
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'hrtime', 'Date'] })
    let ended = false
    const stopping = hub.stop().then(() => {
      ended = true
    })
    await jest.advanceTimersByTimeAsync(limits.shutdownMs - 1)
    expect(ended).toBe(false)
    await jest.advanceTimersByTimeAsync(1)
    await Promise.all([stopping, closed])
  })
})
