/** What a person sent from the playground. */
export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string | undefined
}

/** How the hub answered. Times are instants of this browser in milliseconds, sizes are bytes of the body. */
export type Outcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly tookMs: number
      readonly bytes: number
      readonly atMs: number
      readonly body: GraphqlAnswer
    }
  | { readonly kind: 'notGraphql'; readonly status: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'stopped' }

export interface GraphqlAnswer {
  readonly data?: unknown
  readonly errors?: readonly unknown[]
  readonly extensions?: unknown
}

/**
 * Sends one operation. Never throws: a failure of the network is an outcome like any other.
 * @param caller headers that say who asks and why; a stranger has none
 */
export async function ask(
  endpoint: string,
  question: Question,
  signal: AbortSignal,
  caller: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const sentMs = performance.now()
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...caller,
      },
      body: JSON.stringify(question),
      signal,
    })
    const text = await response.text()
    const tookMs = performance.now() - sentMs
    const body = readAnswer(text)
    if (!body) return { kind: 'notGraphql', status: response.status }
    const bytes = new TextEncoder().encode(text).byteLength
    return { kind: 'answered', status: response.status, tookMs, bytes, atMs: Date.now(), body }
  } catch {
    return { kind: signal.aborted ? 'stopped' : 'unreachable' }
  }
}

function readAnswer(text: string): GraphqlAnswer | undefined {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null || !('data' in read || 'errors' in read)) return undefined
    if ('errors' in read && !Array.isArray(read.errors)) return undefined
    return read as GraphqlAnswer
  } catch {
    return undefined
  }
}
