import { createHmac } from 'node:crypto'

/**
 * The key of one subgraph, derived from the common secret: a token made for one is none for
 * another even where the audience were not looked at.
 * @param audience the subgraph's folder
 */
export function audienceKey(secret: string, audience: string): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'base64url')).update(`hop:${audience}`).digest()
}
