import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { compressFiles } from './compress-files.ts'
import type { OfferedCallers } from './offered-callers.ts'
import { openPlayground } from './playground.ts'
import { sampleOperations } from './sample-hub.ts'

const script = `export const words = '${'Trục liên thông. '.repeat(200)}'\n`

const offered: OfferedCallers = {
  identities: [{ identity: 'citizen', title: { vi: 'Một công dân', en: 'A citizen' }, purposes: [], token: 'a.b.c' }],
  purposes: [],
}

interface Served {
  readonly port: number
  close(): void
}

async function serve(
  builtFolder: string,
  examplesFolder: string,
  callersOf?: () => Promise<OfferedCallers>,
): Promise<Served> {
  const page = await openPlayground({ builtFolder, exampleFolders: [examplesFolder], ...(callersOf && { callersOf }) })
  const server = createServer((req, res) => {
    if (!page(req, res)) res.writeHead(418).end('not of the playground')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

let folder = ''
let built: Served
let unbuilt: Served

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-'))
  await mkdir(join(folder, 'built/assets'), { recursive: true })
  await writeFile(join(folder, 'secret.html'), 'outside')
  await writeFile(join(folder, 'built/index.html'), '<!doctype html><title>Thử nghiệm</title>')
  await writeFile(join(folder, 'built/assets/index-abc123.js'), script)
  await writeFile(join(folder, 'built/assets/index-abc123.js.map'), '{}')
  await compressFiles(join(folder, 'built'))
  built = await serve(join(folder, 'built'), sampleOperations, async () => offered)
  unbuilt = await serve(join(folder, 'nothing'), join(folder, 'nothing'), () => Promise.reject(new Error('no key')))
})

afterAll(async () => {
  built.close()
  unbuilt.close()
  await rm(folder, { recursive: true })
})

interface Reply {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Sends the path byte by byte as given: fetch would tidy it up first. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', port = built.port): Promise<Reply> {
  return new Promise((replied, failed) => {
    const send = method === 'GET' ? get : request
    send({ host: '127.0.0.1', port, path, headers, method, agent: false }, async (response) => {
      replied({ status: response.statusCode, headers: response.headers, body: await buffer(response) })
    })
      .on('error', failed)
      .end()
  })
}

describe('the page', () => {
  test.each(['/playground', '/playground/', '/playground?utm=1'])('is at %s and is asked for anew', async (path) => {
    const { status, headers, body } = await ask(path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['cache-control']).toBe('no-cache')
    expect(body.toString()).toContain('Thử nghiệm')
  })

  test.each(['/playground', '/playground/assets/index-abc123.js', '/playground/identities.json', '/playground/none'])(
    'lets %s load from the hub alone',
    async (path) => {
      const { headers } = await ask(path)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
          "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
          "frame-ancestors 'none'",
      )
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    },
  )

  test('is told again only when it has changed', async () => {
    const first = await ask('/playground')
    const again = await ask('/playground', { 'if-none-match': String(first.headers.etag) })
    expect([again.status, again.body.byteLength]).toEqual([304, 0])
    expect((await ask('/playground', { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('answers HEAD with the same headers and no body', async () => {
    const [head, whole] = [await ask('/playground', {}, 'HEAD'), await ask('/playground')]
    expect([head.status, head.body.byteLength]).toEqual([200, 0])
    expect(head.headers.etag).toBe(whole.headers.etag)
    expect(head.headers['content-type']).toBe(whole.headers['content-type'])
  })

  test('takes no other method', async () => {
    const { status, headers } = await ask('/playground', {}, 'POST')
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  test('says what to run where it was not built, and still offers no example', async () => {
    const { status, headers, body } = await ask('/playground', {}, 'GET', unbuilt.port)
    expect([status, headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8'])
    expect(body.toString()).toContain('npm run build')
    const examples = await ask('/playground/examples.json', {}, 'GET', unbuilt.port)
    expect(JSON.parse(examples.body.toString())).toEqual({ examples: [] })
  })
})

describe('whom one can ask as', () => {
  test('is told to this page alone and is never kept', async () => {
    const { status, headers, body } = await ask('/playground/identities.json')
    expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
    expect([headers['cross-origin-resource-policy'], headers['access-control-allow-origin']]).toEqual([
      'same-origin',
      undefined,
    ])
    expect(headers.etag).toBeUndefined()
    expect(JSON.parse(body.toString())).toEqual(offered)
  })

  test('is nobody where the keys cannot be had', async () => {
    const { status, body } = await ask('/playground/identities.json', {}, 'GET', unbuilt.port)
    expect([status, JSON.parse(body.toString())]).toEqual([200, { identities: [], purposes: [] }])
  })
})

describe('an asset', () => {
  const path = '/playground/assets/index-abc123.js'

  test('is kept for good, since its name carries its content', async () => {
    const { headers, body } = await ask(path)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(body.toString()).toBe(script)
  })

  test.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ])('comes as small as "%s" reads', async (accepted, encoding, unpack) => {
    const { headers, body } = await ask(path, { 'accept-encoding': accepted })
    expect([headers['content-encoding'], headers.vary]).toEqual([encoding, 'accept-encoding'])
    expect(body.byteLength).toBeLessThan(script.length)
    expect(unpack(body).toString()).toBe(script)
  })

  test('has another tag in each form', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (form) => (await ask(path, { 'accept-encoding': form })).headers.etag),
    )
    expect(new Set(tags).size).toBe(3)
  })

  test('is never a source map', async () => {
    expect((await ask('/playground/assets/index-abc123.js.map')).status).toBe(404)
  })
})

describe('other paths', () => {
  test.each(['/', '/playgrounds', '/graphql', '/Playground', '//playground'])('%s is left to others', async (path) => {
    expect((await ask(path)).status).toBe(418)
  })

  test.each([
    '/playground/../secret.html',
    '/playground/..%2fsecret.html',
    '/playground/%2e%2e/secret.html',
    '/playground/assets/../../secret.html',
    '/playground/..\\secret.html',
    '/playground//index.html',
    '/playground/constructor',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await ask(path)
    expect(status).toBe(404)
    expect(body.toString()).not.toContain('outside')
  })

  test('whatever follows the slash, only a built file is answered', async () => {
    const parts = fc.constantFrom('..', '.', '%2e%2e', '%2f', '/', 'assets', 'secret.html', '%00', 'index.html', '~')
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 6 }), async (steps) => {
        const name = steps.join('')
        const { status } = await ask(`/playground/${name}`)
        expect(status).toBe(name === '' || name === 'index.html' ? 200 : 404)
      }),
      { numRuns: 60 },
    )
  })
})
