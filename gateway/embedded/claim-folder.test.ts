import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { claimFolder } from './claim-folder.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { processStart } from './process-table.ts'

const refusal = (pid: number) =>
  `HUB_DATA_DIR đang được một hub khác dùng (tiến trình ${pid}); hãy dừng nó hoặc chọn HUB_DATA_DIR khác — ` +
  `Another hub (process ${pid}) is using this HUB_DATA_DIR; stop it, or choose another HUB_DATA_DIR`

describe('a folder has one hub', () => {
  test('a second claim is refused with the id of the first, until that one lets go', async () => {
    const folder = temporaryFolder()
    const release = await claimFolder(folder)
    await expect(claimFolder(folder)).rejects.toThrow(refusal(process.pid))
    await release()
    await (await claimFolder(folder))()
    expect(readdirSync(folder)).toEqual([])
  })

  test('of many claims at once on what a dead hub left, one is granted', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'mongod.owner'), JSON.stringify({ pid: process.pid, started: 'an earlier process' }))
    const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claimFolder(folder)))
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const reasons = claims.flatMap((claim) => (claim.status === 'rejected' ? [claim.reason.message] : []))
    expect(new Set(reasons)).toEqual(new Set([refusal(process.pid)]))
    expect(readdirSync(folder)).toEqual(['mongod.owner'])
  })

  test('one that let go late does not take the claim of the next', async () => {
    const folder = temporaryFolder()
    const release = await claimFolder(folder)
    writeFileSync(join(folder, 'mongod.owner'), 'the next')
    await release()
    expect(readFileSync(join(folder, 'mongod.owner'), 'utf8')).toBe('the next')
  })
})

describe('a hub that is gone holds nothing', () => {
  test('nor does its id, when another process has it', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'mongod.owner'), JSON.stringify({ pid: process.pid, started: 'an earlier process' }))
    await expect(claimFolder(folder)).resolves.toBeInstanceOf(Function)
  })

  test('nor one that was killed', async () => {
    const folder = temporaryFolder()
    const child = fork('-e', ['setInterval(() => {}, 1000)'], { execArgv: [] })
    await once(child, 'spawn')
    const pid = child.pid ?? 0
    writeFileSync(join(folder, 'mongod.owner'), JSON.stringify({ pid, started: await processStart(pid) }))
    await expect(claimFolder(folder)).rejects.toThrow(refusal(pid))
    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect(claimFolder(folder)).resolves.toBeInstanceOf(Function)
  })

  test.each([
    ['empty', ''],
    ['cut', '{"pid":1'],
    ['foreign', '[]'],
  ])('nor a file that is %s', async (_, content) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'mongod.owner'), content)
    await expect(claimFolder(folder)).resolves.toBeInstanceOf(Function)
  })
})
