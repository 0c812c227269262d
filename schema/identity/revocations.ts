import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { limits } from '../limits.ts'
import { fileStamp } from './file-stamp.ts'
import type { TellOperator } from './jwks-source.ts'
import type { TokenClaims } from './token-claims.ts'

export interface Revocations {
  isRevoked(claims: TokenClaims): boolean
}

interface RevokedList {
  readonly jti: ReadonlySet<string>
  readonly sub: ReadonlySet<string>
}

const nothing: RevokedList = { jti: new Set(), sub: new Set() }

const unread =
  'revoked.json: không đọc được danh sách thu hồi, không mã truy cập nào được chấp nhận — the list of revoked tokens cannot be read, so that no token is accepted; it takes {"jti": ["…"], "sub": ["…"]}'

/**
 * Tokens that ended before their time: `revoked.json` in the data folder, `{"jti": […], "sub": […]}`,
 * one token or all tokens of an identity. The list is looked at for every request, so that removing
 * an officer (60/2021 Art. 12.1.b) holds for the next one. No file revokes nothing; a list that
 * cannot be read revokes everything.
 */
export function openRevocations(dataDir: string, tell: TellOperator): Revocations {
  const path = join(dataDir, 'revoked.json')
  let read: { readonly stamp: string; readonly list: RevokedList | null } = { stamp: 'absent', list: nothing }
  return {
    isRevoked({ tokenId, viewer }) {
      const stamp = fileStamp(path)
      if (stamp !== read.stamp) {
        read = { stamp, list: stamp === 'absent' ? nothing : readList(path) }
        if (!read.list) tell(unread)
      }
      return (
        !read.list || read.list.jti.has(tokenId) || (viewer.identity !== null && read.list.sub.has(viewer.identity))
      )
    },
  }
}

function readList(path: string): RevokedList | null {
  try {
    const text = readFileSync(path, 'utf8')
    const { jti = [], sub = [], ...rest } = JSON.parse(text) as Record<string, unknown>
    const whole = text.length <= limits.revokedListBytes && Object.keys(rest).length === 0
    return whole && isTexts(jti) && isTexts(sub) ? { jti: new Set(jti), sub: new Set(sub) } : null
  } catch {
    return null
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}
