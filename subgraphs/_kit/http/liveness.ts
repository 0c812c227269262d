import type { IncomingMessage, ServerResponse } from 'node:http'
import { respondJson } from './respond.ts'

/** True for the question whether the process lives, which needs no credential and tells nothing else. */
export function isLiveness({ method, url }: Pick<IncomingMessage, 'method' | 'url'>): boolean {
  return url === '/health/live' && (method === 'GET' || method === 'HEAD')
}

/** Answers it. */
export function respondLive(response: ServerResponse): void {
  respondJson(response, 200, { status: 'live' })
}
