import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../schema/limits.ts'
import { findMongod } from './find-mongod.ts'
import { startHubProcess } from './fixtures/hub-process.ts'
import { noted } from './fixtures/noted.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { ownProcesses } from './own-processes.ts'
import { startMongod } from './start-mongod.ts'
import { waitUntil } from './wait-until.ts'

const patience = 60_000
const say = () => {}
beforeAll(() => findMongod({ say }), limits.mongodDownloadMs)

/** True once neither mongod nor guardian runs for the folder. */
function nothingLeft(dataDir: string): Promise<boolean> {
  const none = async () => {
    const { mongods, guardians } = await ownProcesses(join(dataDir, 'mongod'))
    return mongods.length + guardians.length === 0
  }
  return waitUntil(none, limits.mongodStopMs)
}

describe('no mongod outlives its hub', () => {
  test(
    'that is killed with kill -9',
    async () => {
      const dataDir = temporaryFolder()
      const hub = await startHubProcess(dataDir)
      expect((await ownProcesses(join(dataDir, 'mongod'))).mongods).toEqual([hub.first.pid])
      hub.child.kill('SIGKILL')
      expect(await hub.ended).toEqual([null, 'SIGKILL'])
      expect(await nothingLeft(dataDir)).toBe(true)
    },
    patience,
  )

  test(
    'that is sent SIGTERM, and the hub ends in order',
    async () => {
      const dataDir = temporaryFolder()
      const hub = await startHubProcess(dataDir)
      hub.child.kill('SIGTERM')
      expect(await hub.ended).toEqual([0, null])
      expect(await nothingLeft(dataDir)).toBe(true)
    },
    patience,
  )

  test(
    'that is stopped by Ctrl-C, which the terminal sends to its whole process group',
    async () => {
      const dataDir = temporaryFolder()
      const hub = await startHubProcess(dataDir)
      process.kill(-hub.pid, 'SIGINT')
      expect(await hub.ended).toEqual([0, null])
      expect(await nothingLeft(dataDir)).toBe(true)
    },
    patience,
  )
})

test(
  'a mongod whose guardian is killed does not go on, and the hub is told',
  async () => {
    const dataDir = temporaryFolder()
    const exit = noted()
    const mongod = await startMongod({ dataDir, say, onExit: exit.note })
    const { guardians } = await ownProcesses(join(dataDir, 'mongod'))
    expect(guardians).toHaveLength(1)
    for (const pid of guardians) process.kill(pid, 'SIGKILL')
    expect(await exit.end).toEqual({ code: null, signal: null })
    expect(await nothingLeft(dataDir)).toBe(true)
    await mongod.stop()
  },
  patience,
)
