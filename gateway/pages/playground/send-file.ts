import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { BuiltFile, Encoding } from './built-files.ts'
import { pageHeaders } from './page-headers.ts'

const oneYearSeconds = 31_536_000

/** Answers with a built file: 304 where the caller has it, else the smallest form that the caller reads. */
export function sendFile(file: BuiltFile, request: IncomingMessage, response: ServerResponse): void {
  const encoding = chooseEncoding(request.headers['accept-encoding'], file)
  const headers = {
    ...pageHeaders,
    etag: encoding ? file.etag.replace(/"$/, `-${encoding}"`) : file.etag,
    vary: 'accept-encoding',
    'cache-control': file.immutable ? `public, max-age=${oneYearSeconds}, immutable` : 'no-cache',
  }
  if (knows(request.headers['if-none-match'], headers.etag)) {
    response.writeHead(304, headers).end()
    return
  }
  const path = (encoding && file.encodings.get(encoding)) || file.path
  const body = createReadStream(path)
  body.once('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(404, { ...pageHeaders, 'cache-control': 'no-store' }).end()
  })
  body.once('open', () => {
    response.writeHead(200, {
      ...headers,
      'content-type': file.contentType,
      ...(encoding && { 'content-encoding': encoding }),
    })
    if (request.method === 'HEAD') {
      body.destroy()
      response.end()
    } else pipeline(body, response, () => {})
  })
}

function chooseEncoding(accepted: string | string[] | undefined, file: BuiltFile): Encoding | undefined {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((offer) => offer.trim().split(/\s*;\s*/))
  const reads = (name: Encoding) =>
    offers.some(([offer, weight]) => offer === name && !/^q=0(\.0+)?$/.test(weight ?? ''))
  return [...file.encodings.keys()].find(reads)
}

function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === etag)
}
