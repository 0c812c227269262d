import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { openStage, run, type Stage, visit } from './page-in-browser.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
}, 120_000)

afterAll(async () => {
  await stage?.close()
})

/** What axe-core finds against WCAG 2.2 A and AA, one line for each element. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(`axe
    .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target)))`)
}

describe('axe-core finds nothing', () => {
  test.each([
    [1440, 900, 'light'],
    [1440, 900, 'dark'],
    [360, 740, 'light'],
    [360, 740, 'dark'],
  ] as const)('at %s × %s, %s, with an answer, in every panel', async (width, height, colorScheme) => {
    const { page, context } = await visit(stage, { viewport: { width, height }, colorScheme })
    await run(page)
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click()
      expect([await tab.textContent(), await violations(page)]).toEqual([await tab.textContent(), []])
    }
    await context.close()
  })

  test('in the schema, searched and opened, in English', async () => {
    const { page, context } = await visit(stage)
    await page.getByRole('button', { name: 'EN – English' }).click()
    await page.getByRole('tab', { name: 'Schema' }).click()
    await page.getByRole('searchbox').fill('ho va ten')
    await page.getByRole('button', { name: 'Person.fullName' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Person.fullName' }).click()
    await page.getByRole('heading', { name: 'Person' }).waitFor()
    expect(await violations(page)).toEqual([])
    await context.close()
  })
})

describe('the build', () => {
  test('holds no font as a data: address and no source map', async () => {
    const names = await readdir(stage.builtFolder, { recursive: true })
    expect(names.filter((name) => name.endsWith('.map'))).toEqual([])
    const styles = names.filter((name) => name.endsWith('.css'))
    expect(styles.length).toBeGreaterThan(0)
    for (const name of styles) {
      expect(await readFile(join(stage.builtFolder, name), 'utf8')).not.toMatch(/data:(font|application)/)
    }
  })
})
