import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import { listBuiltFiles } from './built-files.ts'
import { type Example, readExamples } from './examples.ts'
import type { OfferedCallers } from './offered-callers.ts'
import { pageHeaders } from './page-headers.ts'
import { sendFile } from './send-file.ts'

/** True where the request was for the playground and has been taken. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => boolean

export interface PlaygroundOptions {
  /** Each holds `<name>.graphql` and `<name>.json`; by default the operations that the bench runs too, and the page's own. */
  readonly exampleFolders?: readonly string[]
  /**
   * Variables that name records of the population which is served, by example; asked whenever
   * somebody wants the examples. What it leaves out keeps the committed ones.
   */
  readonly variablesOf?: () => Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>>
  /** Whom one can ask as; asked at each visit, since the tokens end. */
  readonly callersOf?: () => Promise<OfferedCallers>
  /** Where the build wrote the page. */
  readonly builtFolder?: string
}

const mountedAt = '/playground'

const nobody: OfferedCallers = { identities: [], purposes: [] }

const exampleFolders = ['test/bench/operations', 'gateway/pages/playground/examples'].map((folder) =>
  join(repositoryRoot, folder),
)

const json = 'application/json; charset=utf-8'

const notBuilt = [
  'Trang thử nghiệm chưa được dựng. Hãy chạy "npm run build" rồi khởi động lại nền tảng.',
  'The playground is not built. Run "npm run build", then start the hub again.',
  '',
].join('\n')

/**
 * Opens the developer's playground: `/playground`, `/playground/`, its assets, `/playground/examples.json` and
 * `/playground/identities.json`, for GET and HEAD. A path is looked up by its exact name in the list of built files, so none leads elsewhere.
 * Without a build the page answers 503 and says what to run; the hub itself starts all the same.
 * @throws Error naming the file where an example is malformed
 */
export async function openPlayground(options: PlaygroundOptions = {}): Promise<PageHandler> {
  const files = await listBuiltFiles(options.builtFolder ?? join(repositoryRoot, 'dist/pages/playground'))
  const examples = await readExamples(options.exampleFolders ?? exampleFolders)
  const examplesText = () => fillExamples(examples, options.variablesOf)

  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    if (path !== mountedAt && !path.startsWith(`${mountedAt}/`)) return false
    const name = path.slice(mountedAt.length + 1) || 'index.html'
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendText(request, response, 405, 'text/plain; charset=utf-8', 'GET, HEAD\n', { allow: 'GET, HEAD' })
    } else if (name === 'examples.json') {
      examplesText().then((filled) => sendExamples(request, response, filled))
    } else if (name === 'identities.json') {
      callersText(options.callersOf).then((text) => sendText(request, response, 200, json, text))
    } else if (!files.has('index.html')) {
      sendText(request, response, 503, 'text/plain; charset=utf-8', notBuilt)
    } else {
      const file = files.get(name)
      if (file) sendFile(file, request, response)
      else sendText(request, response, 404, 'text/plain; charset=utf-8', 'Không có địa chỉ này — Nothing here\n')
    }
    return true
  }
}

/** Without identities the page still asks as a stranger. */
async function callersText(callersOf: PlaygroundOptions['callersOf']): Promise<string> {
  return JSON.stringify((await callersOf?.().catch(() => nobody)) ?? nobody)
}

/** Where the variables cannot be had, the committed ones are better than none. */
async function fillExamples(
  examples: readonly Example[],
  variablesOf: PlaygroundOptions['variablesOf'],
): Promise<string> {
  const filled = (await variablesOf?.().catch(() => undefined)) ?? {}
  return JSON.stringify({
    examples: examples.map((example) => ({ ...example, variables: filled[example.name] ?? example.variables })),
  })
}

function sendExamples(request: IncomingMessage, response: ServerResponse, text: string): void {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { ...pageHeaders, etag, 'cache-control': 'no-cache' }).end()
    return
  }
  sendText(request, response, 200, json, text, { etag, 'cache-control': 'no-cache' })
}

function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(text)
  response.writeHead(status, {
    ...pageHeaders,
    'cache-control': 'no-store',
    'content-type': contentType,
    'content-length': body.byteLength,
    ...headers,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
