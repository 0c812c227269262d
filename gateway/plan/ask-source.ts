import { limits } from '../../schema/limits.ts'

/** What a source sent: the whole body and its headers, whatever they say. */
export interface SourceAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/**
 * Posts JSON to a source behind HTTP: a deadline, a bounded answer, no redirects, its own address
 * and no other. Null for every way of not answering; they are all the same to a caller.
 */
export async function askSource(
  url: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>>,
): Promise<SourceAnswer | null> {
  try {
    if (!/^https?:\/\//.test(url)) return null
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(limits.remoteFetchMs),
    })
    return { status: response.status, headers: response.headers, body: await boundedBody(response) }
  } catch {
    return null
  }
}

async function boundedBody(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > limits.remoteAnswerBytes) throw new Error('the answer is longer than a source may send')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
