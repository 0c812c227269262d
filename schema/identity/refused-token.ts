import type { GraphQLError } from 'graphql'
import { hubError } from '../errors/hub-error.ts'

/** What was wrong with a token, for the operator's figures. It names a rule and holds nothing of the token. */
export type TokenFault =
  | 'shape'
  | 'header'
  | 'key'
  | 'signature'
  | 'issuer'
  | 'time'
  | 'claims'
  | 'revoked'
  | 'no-keys'
  | 'where'

/**
 * The one refusal of a token. Whoever sent it reads the same words whatever was wrong, so that
 * nobody learns which guess came closer; the fault is in `originalError`, which is never answered.
 */
export function refusedToken(fault: TokenFault): GraphQLError {
  return hubError('UNAUTHENTICATED', undefined, { originalError: new Error(`token: ${fault}`) })
}

/** What a 401 says of the way in. */
export const tokenChallenge = { 'www-authenticate': 'Bearer', connection: 'close' } as const

/** Nobody, where a token was refused; any other failure is ours and goes on. @throws that failure */
export function nobodyIfRefused(error: unknown): null {
  if ((error as { extensions?: { code?: unknown } }).extensions?.code === 'UNAUTHENTICATED') return null
  throw error
}
