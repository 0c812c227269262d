import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** The header in which a subgraph proves that an answer is its own and belongs to this request. */
export const answerSealHeader = 'x-hub-hop-answer'

/**
 * Seals an answer under the key of the request's own token. Who only took over the address of a
 * subgraph can receive requests, and can neither answer one nor repeat an older answer.
 */
export function sealAnswer(key: Buffer, nonce: string, body: Buffer): string {
  return seal(key, nonce, body).toString('base64url')
}

/** True where this body is the answer of the holder of the key to the request with this nonce. */
export function isSealed(key: Buffer, nonce: string, body: Buffer, value: string | null): boolean {
  if (value === null || !/^[\w-]{43}$/.test(value)) return false
  return timingSafeEqual(Buffer.from(value, 'base64url'), seal(key, nonce, body))
}

function seal(key: Buffer, nonce: string, body: Buffer): Buffer {
  const bodySha256 = createHash('sha256').update(body).digest('base64url')
  return createHmac('sha256', key).update(`answer:${nonce}:${bodySha256}`).digest()
}
