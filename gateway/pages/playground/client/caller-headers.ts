/** Nobody: open data alone need no token. */
export const stranger = ''
/** The reader brings a token of the identity provider; no identity is named so, a name being letters and dashes. */
export const ownToken = '+token'

/** As whom the next request is asked. */
export interface Asked {
  /** `stranger`, `ownToken` or an identity of the demo. */
  readonly who: string
  /** A code, or empty for none. */
  readonly purpose: string
  /** Of the identity, or pasted. */
  readonly token: string
}

/** The headers by which the hub knows who asks and why; what a header cannot hold is left out of it. */
export function callerHeaders({ who, purpose, token }: Asked): Record<string, string> {
  const bearer = who === stranger ? '' : token.replaceAll(/^\s*bearer\s|[^\x21-\x7e]/gi, '')
  return {
    ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    ...(purpose ? { 'x-purpose': purpose } : {}),
  }
}
