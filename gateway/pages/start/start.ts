import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import { respond, respondError } from '../../http/respond.ts'
import type { Page } from '../../http.ts'

const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** `/`: where to go. One page of HTML and one style sheet, read once; no script. */
export function startPage(): Page {
  const folder = join(repositoryRoot, 'gateway/pages/start')
  const files = new Map([
    ['/', { type: 'text/html; charset=utf-8', bytes: readFileSync(join(folder, 'start.html')) }],
    ['/start.css', { type: 'text/css; charset=utf-8', bytes: readFileSync(join(folder, 'start.css')) }],
  ])
  return (request, response) => {
    const file = files.get((request.url ?? '/').split('?', 1)[0] ?? '/')
    if (!file) return false
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      respondError(response, 'METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' })
      return true
    }
    respond(response, 200, { 'content-type': file.type, 'content-security-policy': contentSecurityPolicy }, file.bytes)
    return true
  }
}
