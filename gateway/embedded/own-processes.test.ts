import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { findMongod } from './find-mongod.ts'
import { startHubProcess } from './fixtures/hub-process.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { endOrphans, endProcess, ownProcesses } from './own-processes.ts'
import { startMongod } from './start-mongod.ts'

const patience = 60_000
beforeAll(() => findMongod({ say: () => {} }), limits.mongodDownloadMs)

test(
  'a new start ends the mongod that a killed hub left, and finds its data',
  async () => {
    const dataDir = temporaryFolder()
    const dbPath = join(dataDir, 'mongod')
    const hub = await startHubProcess(dataDir)
    const orphan = hub.first.pid
    const client = new mongoose.mongo.MongoClient(hub.first.uri)
    await client.db('test').collection<{ _id: number }>('records').insertOne({ _id: 1 })
    await client.close()
    // the hub is held still so that it cannot act on the death of the guardian
    hub.child.kill('SIGSTOP')
    for (const pid of (await ownProcesses(dbPath)).guardians) process.kill(pid, 'SIGKILL')
    hub.child.kill('SIGKILL')
    await hub.ended
    expect((await ownProcesses(dbPath)).mongods).toEqual([orphan])

    const said: string[] = []
    const mongod = await startMongod({ dataDir, say: (line) => said.push(line) })
    expect(said).toContain(
      `mongod: dừng tiến trình ${orphan} còn lại từ lần chạy trước — ` +
        `stopping process ${orphan}, left by an earlier run`,
    )
    expect((await ownProcesses(dbPath)).mongods).toEqual([mongod.pid])
    const again = new mongoose.mongo.MongoClient(mongod.uri)
    expect(await again.db('test').collection('records').countDocuments()).toBe(1)
    await again.close()
    await mongod.stop()
  },
  patience,
)

test(
  'a start beside a living hub in another process is refused with its id',
  async () => {
    const dataDir = temporaryFolder()
    const hub = await startHubProcess(dataDir)
    await expect(startMongod({ dataDir, say: () => {} })).rejects.toThrow(`Another hub (process ${hub.pid})`)
    const second = await startHubProcess(dataDir)
    expect(second.first.refused).toContain(`Another hub (process ${hub.pid})`)
    expect((await ownProcesses(join(dataDir, 'mongod'))).mongods).toEqual([hub.first.pid])
    hub.child.kill('SIGTERM')
    expect(await hub.ended).toEqual([0, null])
  },
  patience,
)

test('a process that only names the folder is not touched', async () => {
  const dbPath = join(temporaryFolder(), 'mongod')
  const words = ['setInterval(() => {}, 1000)', '--', '--dbpath', dbPath, '--port', '1']
  const child = fork('-e', words, { execArgv: [] })
  await once(child, 'spawn')
  expect(await ownProcesses(dbPath)).toEqual({ mongods: [], guardians: [] })
  await endOrphans(dbPath, () => {})
  expect([child.exitCode, child.signalCode]).toEqual([null, null])
  await endProcess(child.pid ?? 0)
  expect(await ownProcesses(dbPath)).toEqual({ mongods: [], guardians: [] })
})
