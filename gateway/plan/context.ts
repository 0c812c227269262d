import type { Caller } from '../../subgraphs/_kit/request-scope.ts'
import type { Exchange } from '../exchange.ts'

/** What the gateway knows of one request; handed to every fetch of its plan. */
export interface HubContext {
  readonly caller: Caller
  readonly exchange: Exchange
}
