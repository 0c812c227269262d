import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { openStage, ready, run, type Stage, visit } from './page-in-browser.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
}, 120_000)

afterAll(async () => {
  await stage?.close()
})

/** Runs what stands there; gives what the request said of the caller. */
async function sentBy(page: Page): Promise<{ token: string | undefined; purpose: string | undefined }> {
  const asked = page.waitForRequest((request) => request.url().endsWith('/graphql'))
  await run(page)
  const { authorization, 'x-purpose': purpose } = (await asked).headers()
  return { token: authorization, purpose }
}

const askAs = (page: Page) => page.getByLabel('Hỏi với tư cách')
const purposeOf = (page: Page) => page.getByLabel('Mục đích')

describe('the caller', () => {
  test('is at first the one by whom the first example runs', async () => {
    const { page, context } = await visit(stage)
    expect(await askAs(page).inputValue()).toBe('insurance-app')
    expect(await sentBy(page)).toEqual({
      token: 'Bearer token.of.insurance-app',
      purpose: 'INSURANCE_ADMINISTRATION',
    })
    await context.close()
  })

  test('is the one that an example names, with its purpose or none', async () => {
    const { page, context } = await visit(stage)
    await page.getByRole('button', { name: 'Một tàu cá' }).click()
    expect([await askAs(page).inputValue(), await purposeOf(page).inputValue()]).toEqual(['citizen', ''])
    expect(await sentBy(page)).toEqual({ token: 'Bearer token.of.citizen', purpose: undefined })
    await context.close()
  })

  test('brings the purpose of the own grant, and takes the answer to another caller away', async () => {
    const { page, context } = await visit(stage)
    await askAs(page).selectOption('citizen')
    expect(await purposeOf(page).inputValue()).toBe('')
    await run(page)
    await askAs(page).selectOption('insurance-app')
    await page.getByText('Chưa có kết quả').waitFor()
    expect(await purposeOf(page).inputValue()).toBe('INSURANCE_ADMINISTRATION')
    await context.close()
  })

  test('can be a stranger, who sends no token', async () => {
    const { page, context } = await visit(stage)
    await askAs(page).selectOption({ label: 'Không có mã (dữ liệu mở)' })
    await purposeOf(page).selectOption('')
    expect(await sentBy(page)).toEqual({ token: undefined, purpose: undefined })
    await context.close()
  })

  test('is remembered in this tab only, by name; a token is written nowhere', async () => {
    const { page, context } = await visit(stage)
    await askAs(page).selectOption('citizen')
    await page.reload()
    await ready(page)
    expect(await askAs(page).inputValue()).toBe('citizen')
    const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])')
    expect(stored).not.toContain('token.of')
    const other = await context.newPage()
    await other.goto(`${stage.hub.url}/playground`)
    await ready(other)
    expect(await askAs(other).inputValue()).toBe('insurance-app')
    await context.close()
  })
})

describe('a token of one’s own', () => {
  test('is pasted, sent, shown to nobody who looks on, and forgotten with the page', async () => {
    const { page, context } = await visit(stage)
    await askAs(page).selectOption({ label: 'Dán mã truy cập…' })
    const field = page.getByLabel('Mã truy cập', { exact: true })
    expect(await field.getAttribute('type')).toBe('password')
    await field.fill('Bearer x.y.z')
    await purposeOf(page).selectOption('HEALTH_CARE')
    expect(await sentBy(page)).toEqual({ token: 'Bearer x.y.z', purpose: 'HEALTH_CARE' })
    await page.reload()
    await ready(page)
    expect(await page.getByLabel('Mã truy cập', { exact: true }).inputValue()).toBe('')
    await context.close()
  })

  test('is what one needs where the hub offers no identity: the examples keep it', async () => {
    const context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.route('**/identities.json', (route) => route.fulfill({ json: { identities: [], purposes: [] } }))
    const page = await context.newPage()
    await page.goto(`${stage.hub.url}/playground`)
    await ready(page)
    expect(await askAs(page).inputValue()).toBe('')
    await askAs(page).selectOption({ label: 'Dán mã truy cập…' })
    await page.getByLabel('Mã truy cập', { exact: true }).fill('x.y.z')
    await page.getByRole('button', { name: 'Hồ sơ một người' }).click()
    expect(await sentBy(page)).toEqual({ token: 'Bearer x.y.z', purpose: 'INSURANCE_ADMINISTRATION' })
    await context.close()
  })
})

describe('a hub that does not know the token any more', () => {
  test('is asked for another one, so that the next run is answered', async () => {
    const { page, context } = await visit(stage)
    await context.route('**/graphql', (route) =>
      route.fulfill({ status: 401, json: { errors: [{ message: 'x', extensions: { code: 'UNAUTHENTICATED' } }] } }),
    )
    const renewed = page.waitForRequest((request) => request.url().endsWith('/identities.json'))
    await run(page)
    await renewed
    await context.unroute('**/graphql')
    await ready(page)
    expect((await sentBy(page)).token).toBe('Bearer token.of.insurance-app')
    await context.close()
  })
})
