import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import type { Bilingual } from '../../../subgraphs/_kit/agency.ts'
import { respond, respondError } from '../../../subgraphs/_kit/http/respond.ts'
import type { Page } from '../../http.ts'

/** One agency's database as the start page shows it. */
export interface AgencyState {
  readonly title: Bilingual
  readonly up: boolean
  /** ISO instant. */
  readonly since: string
}

const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** `/`: where to go, and which agencies answer now. One page of HTML and one style sheet; no script. */
export function startPage(agencies: () => readonly AgencyState[]): Page {
  const folder = join(repositoryRoot, 'gateway/pages/start')
  const html = readFileSync(join(folder, 'start.html'), 'utf8')
  const css = readFileSync(join(folder, 'start.css'))
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0]
    if (path !== '/' && path !== '/start.css') return false
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      respondError(response, 'METHOD_NOT_ALLOWED', { allow: 'GET, HEAD' })
      return true
    }
    const [type, body] =
      path === '/' ? ['text/html', html.replace('<!-- agencies -->', agencyList(agencies()))] : ['text/css', css]
    const headers = { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': contentSecurityPolicy }
    respond(response, 200, headers, body as string | Buffer)
    return true
  }
}

/** State as a mark, a word and a time: never by colour alone. */
function agencyList(agencies: readonly AgencyState[]): string {
  if (agencies.length === 0)
    return '<li>Chưa có cơ quan nào được kết nối <span lang="en">No agency is connected yet</span></li>'
  return agencies
    .map(({ title, up, since }) => {
      const state = up
        ? '<b class="up">✓ hoạt động</b>'
        : `<b class="down">✕ không trả lời từ ${provinceTime(since)}</b>`
      return `<li>${escaped(title.vi)} <span lang="en">${escaped(title.en)}</span> ${state}</li>`
    })
    .join('\n')
}

/** Hour and day in the province's time, as officials write them. */
function provinceTime(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString()
  const [year, month, day] = local.slice(0, 10).split('-')
  return `${local.slice(11, 16)} ngày ${day}/${month}/${year}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
