import mongoose from 'mongoose'
import { limits } from '../../schema/limits.ts'
import { replicaSetName } from './mongod-arguments.ts'
import { waitUntil } from './wait-until.ts'

type Client = InstanceType<typeof mongoose.mongo.MongoClient>

/** Codes of MongoDB's errors. */
const notYetInitialized = 94
const alreadyInitialized = 23

/** A client of the one server on `port`, whatever state its replica set is in; it waits for the server to listen. */
export function directClient(port: number): Client {
  return new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/`, {
    directConnection: true,
    serverSelectionTimeoutMS: limits.mongodStartMs,
    connectTimeoutMS: limits.databaseConnectMs,
    minHeartbeatFrequencyMS: limits.mongodPollMs,
    maxPoolSize: 2,
  })
}

/**
 * Makes the server the primary of a replica set of which it is the only member: a new
 * folder is initiated; a kept one that was last served on another port is reconfigured,
 * for a member that does not find its own address in the configuration serves nothing.
 * Throws where the server is not ours (`dbPath` differs) or no primary comes in time.
 */
export async function ensurePrimary(client: Client, port: number, dbPath: string): Promise<void> {
  const admin = client.db('admin')
  const { parsed } = await admin.command({ getCmdLineOpts: 1 })
  if (parsed?.storage?.dbPath !== dbPath) throw new Error('Cổng thuộc về mongod khác — Another mongod answered')
  let last: unknown
  const primary = async () => {
    try {
      await configure(admin, `127.0.0.1:${port}`)
      return (await admin.command({ hello: 1 })).isWritablePrimary === true
    } catch (error) {
      // a change of its state closes connections and interrupts commands: every step may be taken again
      last = error
      return false
    }
  }
  if (await waitUntil(primary, limits.mongodStartMs)) return
  throw new Error('mongod không trở thành primary — mongod did not become primary in time', { cause: last })
}

async function configure(admin: ReturnType<Client['db']>, host: string): Promise<void> {
  const config = await admin.command({ replSetGetConfig: 1 }).then((answer) => answer.config, ignore(notYetInitialized))
  const members = [{ _id: 0, host }]
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: replicaSetName, members } }).catch(ignore(alreadyInitialized))
    return
  }
  if (config.members.length === 1 && config.members[0].host === host) return
  // without `force` only a primary may do this, and there is none until it is done
  await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true })
}

function ignore(code: number): (error: unknown) => undefined {
  return (error) => {
    if ((error as { code?: unknown }).code !== code) throw error
    return undefined
  }
}
