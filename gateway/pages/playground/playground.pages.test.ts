import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openStage, ready, run, type Stage, shownText, visit, write } from './page-in-browser.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
}, 120_000)

afterAll(async () => {
  await stage?.close()
})

const phone = { viewport: { width: 360, height: 740 } }

describe('the playground in a browser', () => {
  test('asks no other host, breaks no policy and complains of nothing', async () => {
    const { page, requested, complaints, context } = await visit(stage)
    await run(page)
    await page.getByRole('button', { name: 'Căn chỉnh' }).click()
    await page.getByRole('tab', { name: 'Lược đồ' }).click()
    await page.getByText('Một người theo số định danh cá nhân').waitFor()
    expect(requested.filter((url) => !url.startsWith(`${stage.hub.url}/`))).toEqual([])
    expect(requested.filter((url) => url.includes('.worker-')).length).toBeGreaterThan(0)
    expect(complaints).toEqual([])
    expect(await page.evaluate("document.fonts.check('16px \"Noto Sans Variable\"', 'Ẳ')")).toBe(true)
    await context.close()
  })

  test.each([
    ['Hồ sơ một người', 'Nguyễn Thị Hường'],
    ['Năm mươi tổ chức', 'Công ty TNHH Thủy sản Đề Gi 1'],
    ['Một đơn vị hành chính', 'Tỉnh Gia Lai'],
    ['Một tàu cá', '"fishingVessel": null'],
  ])('the example "%s" runs as it stands', async (title, answer) => {
    const { page, context } = await visit(stage)
    await page.getByRole('button', { name: title }).click()
    expect(await run(page)).toContain(answer)
    await context.close()
  })

  test('Ctrl+Enter sends what was typed', async () => {
    const { page, context } = await visit(stage)
    await write(page, '.operation', '{ administrativeUnit(code: "52") { name } }')
    await page.keyboard.press('Control+Enter')
    await page.locator('.figures').waitFor()
    expect(await shownText(page, '.answer-text')).toContain('Tỉnh Gia Lai')
    await context.close()
  })

  test('another example takes the former answer away, and undo brings the former operation back', async () => {
    const { page, context } = await visit(stage)
    await run(page)
    await page.getByRole('button', { name: 'Một tàu cá' }).click()
    await page.getByText('Chưa có kết quả').waitFor()
    await page.locator('.operation .view-lines').click()
    await page.keyboard.press('Control+Z')
    expect(await shownText(page, '.operation')).toContain('query Dossier')
    await context.close()
  })
})

describe('what goes wrong', () => {
  test('an agency that is down is named once, with the rest of the answer', async () => {
    const { page, context } = await visit(stage)
    await page.getByRole('button', { name: 'Năm mươi tổ chức' }).click()
    expect(await run(page)).toContain('Công ty TNHH')
    const cards = page.locator('.card')
    expect(await cards.count()).toBe(1)
    const words = await cards.textContent()
    for (const said of ['tạm thời không trả lời', 'AGENCY_UNAVAILABLE', 'insurance', '×50'])
      expect(words).toContain(said)
    await context.close()
  })

  test('a bad value and an unknown error are said in words', async () => {
    const { page, context } = await visit(stage)
    await write(page, '.variables', '{"personalId": "7"}')
    await run(page)
    await page.locator('.card', { hasText: 'phải có 12 chữ số' }).waitFor()
    expect(await page.locator('.card').textContent()).toContain('BAD_USER_INPUT')
    await page.getByRole('button', { name: 'Một tàu cá' }).click()
    await run(page)
    await page.locator('.card', { hasText: 'Một lời không có trong danh mục' }).waitFor()
    await context.close()
  })

  test('variables that are no JSON object are not sent', async () => {
    const { page, context, requested } = await visit(stage)
    const before = requested.length
    await write(page, '.variables', '[1')
    await page.locator('button.run').click()
    await page.getByText('Biến chưa đúng dạng JSON').last().waitFor()
    expect(requested.slice(before).filter((url) => url.endsWith('/graphql'))).toEqual([])
    await context.close()
  })

  test('without the server one can try again, and nothing is lost', async () => {
    const { page, context } = await visit(stage)
    await context.route('**/graphql', (route) => route.abort())
    await page.locator('button.run').click()
    await page.getByText('Không liên lạc được với máy chủ').last().waitFor()
    await context.unroute('**/graphql')
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await page.locator('.figures').waitFor()
    expect(await shownText(page, '.answer-text')).toContain('Nguyễn Thị Hường')
    await context.close()
  })

  test('an answer that does not come can be given up', async () => {
    const { page, context } = await visit(stage)
    await write(page, '.operation', '{ never }')
    await page.locator('button.run').click()
    await page.getByText('Đang hỏi các cơ quan').last().waitFor()
    await page.getByRole('button', { name: 'Dừng' }).click()
    await page.getByText('Đã dừng').last().waitFor()
    await context.close()
  })
})

describe('the keyboard', () => {
  const focused = "document.activeElement.closest('.operation .editor') !== null"

  test('Tab leaves the editor after typing and Shift+Tab returns', async () => {
    const { page, context } = await visit(stage)
    await page.locator('.operation .view-lines').click()
    await page.keyboard.type('# a')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(focused)).toBe(false)
    await page.keyboard.press('Shift+Tab')
    expect(await page.evaluate(focused)).toBe(true)
    await context.close()
  })

  test('Ctrl+M makes Tab indent, says so, and back', async () => {
    const { page, context } = await visit(stage)
    await write(page, '.operation', '{ a }')
    await page.keyboard.press('Control+M')
    await page.getByText('Tab thụt lề; Ctrl+M để Tab rời ô soạn').waitFor()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(focused)).toBe(true)
    expect(await shownText(page, '.operation')).toMatch(/^ {2}\{ a \}/)
    await page.keyboard.press('Control+M')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(focused)).toBe(false)
    await context.close()
  })

  test('the line between the panes moves by arrow keys', async () => {
    const { page, context } = await visit(stage)
    const line = page.getByRole('separator', { name: 'Chia bề rộng ô soạn và kết quả' })
    await line.focus()
    await page.keyboard.press('ArrowRight')
    expect(await line.getAttribute('aria-valuenow')).toBe('55')
    await context.close()
  })
})

describe('on a phone', () => {
  test('each panel is as wide as the page, the run button lies below it, nothing scrolls sideways', async () => {
    const { page, context, complaints } = await visit(stage, phone)
    await run(page)
    for (const tab of ['Ví dụ', 'Lược đồ', 'Soạn', 'Biến', 'Kết quả']) {
      await page.getByRole('tab', { name: tab }).click()
      const panel = await page.getByRole('tabpanel').boundingBox()
      const button = await page.locator('button.run').boundingBox()
      expect([tab, (panel?.width ?? 0) >= 320]).toEqual([tab, true])
      expect([tab, button?.height]).toEqual([tab, 48])
      expect([tab, (panel?.y ?? 0) + (panel?.height ?? 0) <= (button?.y ?? 0)]).toEqual([tab, true])
      expect([tab, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([tab, 360])
    }
    expect((await page.locator('.answer-text').boundingBox())?.width).toBeGreaterThanOrEqual(320)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('the next visit', () => {
  test('speaks the language that was chosen', async () => {
    const { page, context } = await visit(stage)
    await page.getByRole('button', { name: 'EN – English' }).click()
    await page.getByRole('heading', { level: 1, name: 'Playground' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Playground' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    await page.getByRole('button', { name: "A person's dossier over eight agencies" }).waitFor()
    await context.close()
  })

  test('begins with the last operation, which the address never holds', async () => {
    const { page, context } = await visit(stage)
    await write(page, '.variables', '{"personalId": "052099000099"}')
    expect(page.url()).toBe(`${stage.hub.url}/playground`)
    await page.reload()
    await ready(page)
    expect(await shownText(page, '.variables')).toContain('052099000099')
    await context.close()
  })
})
