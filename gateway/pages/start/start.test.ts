import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type AgencyState, startPage } from './start.ts'

let agencies: AgencyState[] = []
let server: Server
let url: string
beforeAll(async () => {
  const page = startPage(() => agencies)
  server = createServer((request, response) => {
    if (!page(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

const html = async () => (await fetch(url)).text()
const land = { vi: 'Đất đai', en: 'Land' }

describe('the start page', () => {
  test('says which agencies answer, in a word and not by colour alone', async () => {
    agencies = [{ title: land, up: true, since: '2026-01-01T00:00:00.000Z' }]
    expect(await html()).toMatch(/Đất đai <span lang="en">Land<\/span> <b class="up">✓ hoạt động<\/b>/)
  })

  test('says since when one does not, in the province’s time', async () => {
    agencies = [{ title: land, up: false, since: '2026-01-31T17:05:00.000Z' }]
    expect(await html()).toContain('✕ không trả lời từ 00:05 ngày 01/02/2026')
  })

  test('says so where none is connected yet', async () => {
    agencies = []
    expect(await html()).toContain('Chưa có cơ quan nào được kết nối')
  })

  test('writes a title as text, whatever stands in it', async () => {
    agencies = [{ title: { vi: '<img src=x>&', en: '' }, up: true, since: '2026-01-01T00:00:00.000Z' }]
    expect(await html()).toContain('&lt;img src=x&gt;&amp;')
  })

  test('says that all but open data take a token and a purpose, and where the demo gives them', async () => {
    const page = await html()
    for (const said of ['X-Purpose', 'npm run token', 'mã truy cập và mục đích']) expect(page).toContain(said)
    expect(page).not.toContain('no access judge')
  })

  test('runs no script and loads nothing from elsewhere', async () => {
    const response = await fetch(url)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).not.toMatch(/<script|https:\/\//)
  })

  test('serves its style, refuses to be written to, and leaves other paths alone', async () => {
    expect((await fetch(`${url}/start.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8')
    const posted = await fetch(url, { method: 'POST' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect((await fetch(`${url}/start.css/../../package.json`)).status).toBe(404)
  })
})
