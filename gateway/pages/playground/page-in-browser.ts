import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import { type SampleHub, startSampleHub } from './sample-hub.ts'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The page as the build makes it, behind a sample hub, with a browser to look at it. */
export interface Stage {
  readonly hub: SampleHub
  readonly browser: Browser
  readonly builtFolder: string
  close(): Promise<void>
}

/** Builds the page into a folder of its own, so that a test never judges an old build. */
export async function openStage(): Promise<Stage> {
  const builtFolder = await mkdtemp(join(tmpdir(), 'playground-built-'))
  const vite = join(repositoryRoot, 'node_modules/vite/bin/vite.js')
  const config = join(repositoryRoot, 'gateway/pages/playground/vite.config.ts')
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', config, '--outDir', builtFolder])
  const hub = await startSampleHub({ builtFolder })
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: flags })
  return {
    hub,
    browser,
    builtFolder,
    async close() {
      await browser.close()
      await hub.close()
      await rm(builtFolder, { recursive: true })
    },
  }
}

/** A page with what went wrong on it, which a test expects to be nothing. */
export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  readonly requested: readonly string[]
  /** Warnings and errors of the console, exceptions, breaches of the policy. */
  readonly complaints: readonly string[]
}

/** Opens the playground in a fresh profile and waits until one can run something. */
export async function visit({ browser, hub }: Stage, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const requested: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => requested.push(request.url()))
  context.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  const page = await context.newPage()
  await page.addInitScript("addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective))")
  await page.goto(`${hub.url}/playground`)
  await ready(page)
  return { page, context, requested, complaints }
}

/** Waits until the editors are open and hold an operation. */
export async function ready(page: Page): Promise<void> {
  await page.locator('button.run:enabled').waitFor()
  await page.locator('.operation .view-line').first().waitFor({ state: 'attached' })
}

/** Runs what stands in the editors and waits for the answer; gives the lines of it that are in view. */
export async function run(page: Page): Promise<string> {
  await page.locator('button.run').click()
  await page.locator('.figures').waitFor()
  return shownText(page, '.answer-text')
}

/** The text that an editor shows, without the spaces that it draws in their place. */
export async function shownText(page: Page, selector: string): Promise<string> {
  await page.locator(`${selector} .view-line`).first().waitFor()
  const lines = await page.locator(`${selector} .view-line`).allInnerTexts()
  return lines.join('\n').replaceAll('\u00a0', ' ')
}

/** Replaces the text of an editor by pasting: typed brackets would be closed by the editor. */
export async function write(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(`${selector} .view-lines`).click()
  await page.keyboard.press('Control+A')
  await page.evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ${JSON.stringify(text)})
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }`)
  await page.locator(`${selector} .view-lines`, { hasText: text }).waitFor()
}
