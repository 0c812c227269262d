import type { IncomingMessage, ServerResponse } from 'node:http'
import { limits } from '../../../schema/limits.ts'
import { answerSealHeader } from '../hop/answer-seal.ts'
import type { HopContext } from '../hop/hop-context.ts'
import type { VerifiedHop } from '../hop/verify-hop.ts'
import type { Door } from './listen.ts'
import { isLiveness, respondLive } from './liveness.ts'
import { type GraphQLBody, parseGraphQLBody, readBytes } from './read-body.ts'
import { refuseConnection, refuseHop } from './refuse-hop.ts'
import { respond } from './respond.ts'

/** Where a subgraph is asked; the gateway signs this path. */
export const hopPath = '/graphql'

export interface HopDoorOptions {
  readonly verify: (request: IncomingMessage) => Promise<VerifiedHop | null>
  /** The whole answer in JSON. */
  readonly answer: (asked: GraphQLBody, context: HopContext) => Promise<string>
  readonly report: (error: unknown) => void
}

/**
 * The door of a split subgraph: it opens to its own gateway and to nobody else. What is not signed
 * is refused before its body is read, and what is signed for another body before it is parsed.
 * Only whether the process lives is told to anybody, without a word of data.
 */
export function hopDoor({ verify, answer, report }: HopDoorOptions): Door {
  return {
    report,
    refuse: refuseConnection,
    async answer(request, response) {
      if (isLiveness(request)) return respondLive(response)
      const hop = request.method === 'POST' && request.url === hopPath ? await verify(request) : null
      if (!hop) return refuseHop(response)
      const bytes = await readBytes(request, limits.hopBodyBytes)
      if (typeof bytes === 'string' || !hop.admits(bytes)) return refuseHop(response)
      const asked = parseGraphQLBody(bytes)
      if (!asked) return respond(response, 400, {}, '')
      send(response, Buffer.from(await answer(asked, hop.context)), hop)
    },
  }
}

function send(response: ServerResponse, body: Buffer, { seal }: VerifiedHop): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', [answerSealHeader]: seal(body) }
  respond(response, 200, headers, body)
}
