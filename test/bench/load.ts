import { Agent, request } from 'node:http'
import type { Operation } from './operation.ts'

/** One caller of one hub: the token is kept, and so are the connections. */
export interface Asker {
  /** Asks with the set of variables whose turn it is; the answer's text. */
  ask(turn: number): Promise<string>
  /** Lets the connections go, which a hub would close when they rest; it may ask again. */
  close(): void
}

/** Asks an operation over real HTTP. @throws where the answer is not 200 or holds an error: nothing is measured then */
export function openAsker(url: string, operation: Operation, token: string): Asker {
  const agent = new Agent({ keepAlive: true })
  const bodies = operation.variables.map((variables) => JSON.stringify({ query: operation.query, variables }))
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
    'x-purpose': operation.purpose,
  }
  return {
    async ask(turn) {
      const { status, text } = await post(agent, `${url}/graphql`, headers, String(bodies[turn % bodies.length]))
      if (status === 200 && !text.includes('"errors":[')) return text
      throw new Error(`${operation.name}: HTTP ${status} ${text.slice(0, 400)}`)
    },
    close: () => agent.destroy(),
  }
}

function post(
  agent: Agent,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => void parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What a span of asking brought. */
export interface Span {
  readonly requests: number
  readonly wallMs: number
  readonly waitedMs: readonly number[]
}

/** Keeps so many requests in flight for so long; each takes the next set of variables. */
export async function keepAsking(asker: Asker, inFlight: number, forMs: number, nextTurn: () => number): Promise<Span> {
  const waitedMs: number[] = []
  const began = performance.now()
  const one = async () => {
    while (performance.now() - began < forMs) {
      const asked = performance.now()
      await asker.ask(nextTurn())
      waitedMs.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, one))
  const wallMs = performance.now() - began
  asker.close()
  return { requests: waitedMs.length, wallMs, waitedMs }
}
