import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { commandLines, processStart } from './process-table.ts'

test('a process is known by its start, which stays the same while it runs', async () => {
  const mine = await processStart(process.pid)
  expect(mine).toEqual(expect.any(String))
  expect(await processStart(process.pid)).toBe(mine)
})

test('one that ended has none, and its command line is gone', async () => {
  const child = fork('-e', ['setInterval(() => {}, 1000)', 'a mark'], { execArgv: [] })
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  expect(await processStart(pid)).toEqual(expect.any(String))
  expect(await commandLines()).toContainEqual({ pid, line: expect.stringContaining('a mark') })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await processStart(pid)).toBeUndefined()
  expect((await commandLines()).map((row) => row.pid)).not.toContain(pid)
})
