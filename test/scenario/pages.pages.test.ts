import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openStage, run, type Stage, visit } from '../../gateway/pages/playground/page-in-browser.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

let sample: Stage
let hub: TestHub
let stage: Stage
beforeAll(async () => {
  sample = await openStage()
  hub = await startTestHub()
  stage = { ...sample, hub: { ...sample.hub, url: hub.url } }
}, 120_000)
afterAll(async () => {
  await hub?.stop()
  await sample?.close()
})

describe('the playground of a whole hub', () => {
  test.each([
    ['Một hồ sơ qua tám cơ quan', /"healthInsurance"|"fullName": "/],
    ['Năm mươi tổ chức', /"name": "(Công ty|Doanh nghiệp|Hợp tác xã)/],
    ['Một mã đơn vị hành chính', /"name": "Phường Lê Lợi"/],
    ['Một tàu cá', /"registrationNumber": "BĐ-\d{5}-TS"/],
    ['Ai đã đọc hồ sơ của tôi', /"identity": "citizen"/],
    ['Nhật ký khai thác', /"exchangeLog": \{/],
  ])(
    'runs the example "%s" as it stands: real records, no error, no request to another host',
    async (title, answer) => {
      const { page, requested, complaints, context } = await visit(stage)
      await page.getByRole('button', { name: title }).click()
      expect(await run(page)).toMatch(answer)
      expect(await page.getByText(/^(Lỗi|Trường bị từ chối) \(/).count()).toBe(0)
      expect(requested.filter((url) => !url.startsWith(`${hub.url}/`))).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    },
  )
})

describe('a citizen', () => {
  test('sees who read the own record: the health officer, who was refused the ethnicity with reason and article', async () => {
    const { page, context } = await visit(stage)
    await page.getByRole('button', { name: 'Một trường bị từ chối' }).click()
    expect(await run(page)).toContain('"ethnicity": null')
    const refusal = page.locator('.refusal')
    expect(await refusal.count()).toBe(1)
    for (const said of ['Person.ethnicity', 'NO_GRANT', 'SENSITIVE', '60/2021 Điều 5.2.d'])
      expect(await refusal.textContent()).toContain(said)
    await page.getByRole('button', { name: 'Ai đã đọc hồ sơ của tôi' }).click()
    expect(await run(page)).toContain('"purpose": "HEALTH_CARE"')
    await context.close()
  })
})

describe('the start page', () => {
  test.each([1440, 360, 320])(
    'fits a window of %i pixels, leads to the playground and asks nobody else',
    async (width) => {
      const context = await stage.browser.newContext({ viewport: { width, height: 800 } })
      const requested: string[] = []
      context.on('request', (request) => requested.push(request.url()))
      const page = await context.newPage()
      await page.goto(`${hub.url}/`)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.getByText('Dữ liệu tổng hợp, không phải số liệu chính thức').waitFor()
      expect(requested.filter((url) => !url.startsWith(`${hub.url}/`) && !url.startsWith('data:'))).toEqual([])
      await page.getByRole('link', { name: /thử câu hỏi/ }).click()
      await page.waitForURL(`${hub.url}/playground`)
      await context.close()
    },
  )
})
