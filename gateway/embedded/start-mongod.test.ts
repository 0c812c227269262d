import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { findMongod } from './find-mongod.ts'
import { noted } from './fixtures/noted.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import type { MongodEnd } from './launch-mongod.ts'
import { logSize, rotateLog } from './mongod-log.ts'
import { ownProcesses } from './own-processes.ts'
import { type EmbeddedMongod, type StartOptions, startMongod } from './start-mongod.ts'
import { waitUntil } from './wait-until.ts'

const patience = 60_000
const say = () => {}
const open: { close(): unknown }[] = []

/** The first ever start may fetch mongod. */
let binary: string
beforeAll(async () => {
  binary = (await findMongod({ say })).path
}, limits.mongodDownloadMs)

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function start(dataDir: string, options: Partial<StartOptions> = {}): Promise<EmbeddedMongod> {
  const mongod = await startMongod({ dataDir, say, ...options })
  open.push({ close: mongod.stop })
  return mongod
}

function clientOf({ uri }: EmbeddedMongod) {
  const client = new mongoose.mongo.MongoClient(uri)
  open.push(client)
  return client
}

const records = (mongod: EmbeddedMongod) =>
  clientOf(mongod)
    .db('test')
    .collection<{ _id: number }>('records', { writeConcern: { w: 'majority', journal: true } })

describe('on a new folder', () => {
  const dataDir = temporaryFolder()
  let mongod: EmbeddedMongod
  beforeAll(async () => {
    mongod = await startMongod({ dataDir, say })
  }, patience)
  afterAll(() => mongod.stop())

  test('a transaction commits and another is undone', async () => {
    const client = clientOf(mongod)
    const numbers = client.db('test').collection<{ _id: number }>('numbers')
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await numbers.insertMany([{ _id: 1 }, { _id: 2 }], { session })
      }),
    )
    const session = client.startSession()
    session.startTransaction()
    await numbers.insertOne({ _id: 3 }, { session })
    await session.abortTransaction()
    await session.endSession()
    expect(await numbers.countDocuments()).toBe(2)
  })

  test('a change stream tells of a write', async () => {
    const watched = clientOf(mongod).db('test').collection<{ _id: number }>('watched')
    const stream = watched.watch()
    expect(await stream.tryNext()).toBeNull()
    await watched.insertOne({ _id: 7 })
    expect(await stream.next()).toMatchObject({ operationType: 'insert', documentKey: { _id: 7 } })
    await stream.close()
  })

  test('JavaScript in the server is off', async () => {
    const collection = clientOf(mongod).db('test').collection('any')
    await collection.insertOne({})
    await expect(collection.findOne({ $where: 'true' })).rejects.toThrow(/disabled|[Jj]ava[Ss]cript|globalScriptEngine/)
    const expression = { $function: { body: 'function() { return 1 }', args: [], lang: 'js' } }
    await expect(collection.aggregate([{ $set: { x: expression } }]).toArray()).rejects.toThrow()
  })

  test('no compressor is spoken, and slow commands are not logged with their values', async () => {
    const { parsed } = await clientOf(mongod).db('admin').command({ getCmdLineOpts: 1 })
    expect(parsed.net.compression.compressors).toBe('disabled')
    expect(parsed.operationProfiling.slowOpThresholdMs).toBe(2 ** 31 - 1)
    const hello = await clientOf(mongod)
      .db('admin')
      .command({ hello: 1, compression: ['zlib', 'snappy', 'zstd'] })
    expect(hello.compression ?? []).toEqual([])
  })

  test('it listens on 127.0.0.1 and on no other address', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))
    const addresses = new Set(['127.0.0.1', '127.0.0.2', '::1', ...others])
    const answering: string[] = []
    for (const host of addresses) if (await accepts(host, mongod.port)) answering.push(host)
    expect(answering).toEqual(['127.0.0.1'])
  })

  test('its data and its log are for its owner alone', () => {
    const modes = ['mongod', 'mongod.log'].map((name) => statSync(join(dataDir, name)).mode & 0o077)
    expect(modes).toEqual([0, 0])
  })

  test('its log is set aside while it runs, and begun anew', async () => {
    const path = join(dataDir, 'mongod.log')
    await rotateLog(path, mongod.pid, 0)
    expect(await waitUntil(async () => (await logSize(path)) > 0, patience)).toBe(true)
    expect(await logSize(`${path}.1`)).toBeGreaterThan(0)
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  test('a second start on the folder is refused, and the first goes on', async () => {
    await expect(startMongod({ dataDir, say })).rejects.toThrow(`process ${process.pid}`)
    expect((await ownProcesses(join(dataDir, 'mongod'))).mongods).toEqual([mongod.pid])
  })
})

describe('data survives', () => {
  test(
    'a restart, on the same port where it is free and on another where it is not',
    async () => {
      const dataDir = temporaryFolder()
      const first = await start(dataDir)
      await records(first).insertOne({ _id: 1 })
      await first.stop()
      const second = await start(dataDir)
      expect(second.port).toBe(first.port)
      await records(second).insertOne({ _id: 2 })
      await second.stop()
      await occupy(first.port)
      const third = await start(dataDir)
      expect(third.port).not.toBe(first.port)
      expect(await records(third).find().toArray()).toEqual([{ _id: 1 }, { _id: 2 }])
    },
    patience,
  )

  test(
    'kill -9 of mongod, of which the caller is told',
    async () => {
      const dataDir = temporaryFolder()
      const exit = noted()
      const first = await start(dataDir, { onExit: exit.note })
      await records(first).insertOne({ _id: 1 })
      process.kill(first.pid, 'SIGKILL')
      expect(await exit.end).toEqual({ code: null, signal: 'SIGKILL' })
      const second = await start(dataDir)
      expect(await records(second).find().toArray()).toEqual([{ _id: 1 }])
      await second.stop()
    },
    patience,
  )
})

describe('stop', () => {
  test(
    'leaves no process and a free folder, tells no end, and may be called again',
    async () => {
      const dataDir = temporaryFolder()
      const ends: MongodEnd[] = []
      const mongod = await start(dataDir, { onExit: (end) => ends.push(end) })
      await Promise.all([mongod.stop(), mongod.stop()])
      await mongod.stop()
      expect(await ownProcesses(join(dataDir, 'mongod'))).toEqual({ mongods: [], guardians: [] })
      expect(ends).toEqual([])
    },
    patience,
  )
})

describe('a start that fails says why, and leaves neither a process nor a claim', () => {
  test(
    'a mongod that a person started on the data is left alone',
    async () => {
      const dataDir = temporaryFolder()
      await (await start(dataDir)).stop()
      const dbPath = join(dataDir, 'mongod')
      const theirs = spawn(binary, ['--port', '0', '--nounixsocket', '--dbpath', dbPath], { stdio: 'ignore' })
      const gone = once(theirs, 'exit')
      open.push({ close: () => theirs.kill() && gone })
      await waitUntil(async () => statSync(join(dbPath, 'mongod.lock')).size > 0, patience)
      await expect(start(dataDir)).rejects.toThrow('another mongod holds the data folder')
      expect([theirs.exitCode, theirs.signalCode]).toEqual([null, null])
      expect((await ownProcesses(dbPath)).guardians).toEqual([])
    },
    patience,
  )

  test(
    'a port of the caller that is taken',
    async () => {
      const dataDir = temporaryFolder()
      const port = await occupy(0)
      await expect(start(dataDir, { port })).rejects.toThrow('another program has the port')
      expect(await ownProcesses(join(dataDir, 'mongod'))).toEqual({ mongods: [], guardians: [] })
      await (await start(dataDir)).stop()
    },
    patience,
  )
})

/** Something else that listens on the port, and answers as nothing that speaks MongoDB's protocol. */
async function occupy(port: number): Promise<number> {
  const server: Server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1')
  open.push({ close: () => server.close() })
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port })
  return once(socket, 'connect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy())
}
