import { once } from 'node:events'
import mongoose, { type Connection, type Model } from 'mongoose'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { limits } from '../../schema/limits.ts'
import type { LoadedAgency } from './agency.ts'
import { atRestOf } from './at-rest/at-rest.ts'
import type { DataKeys } from './at-rest/key-ring.ts'
import type { AtRest } from './at-rest/sealing.ts'
import type { Row } from './row.ts'

/** One agency's database: reached or not, and since when. */
export interface Database {
  readonly name: string
  readonly connection: Connection
  /** How its sensitive fields are sealed. */
  readonly atRest: AtRest
  state(): { readonly up: boolean; readonly since: string }
  /** @throws AGENCY_UNAVAILABLE at once while the database is down */
  collection(name: string): Model<Row>
  /** Resolves when the first attempt to connect has ended, well or badly. */
  readonly firstAttempt: Promise<boolean>
  /** Resolves with true as soon as the database answers, with false after so many milliseconds. */
  untilUp(timeoutMs: number): Promise<boolean>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** A MongoDB URI; its path, if any, is the prefix of the database's name. */
  readonly uri: string
  readonly now: () => Date
  /** Of sensitive fields; without them a database that has such fields can neither be filled nor read. */
  readonly dataKeys?: DataKeys | undefined
  readonly onChange?: (name: string, up: boolean) => void
  /** Asked at every connection before anything is served from it; a database that is refused stays down. */
  readonly admit?: (database: Database) => true | Promise<boolean>
}

/**
 * Opens an agency's database without waiting for it: the hub starts with an agency down,
 * and takes it up again as soon as it answers.
 */
export function openDatabase(agency: LoadedAgency, options: DatabaseOptions): Database {
  const name = agency.manifest.database
  const connection = mongoose.createConnection()
  const models = compileModels(connection, agency)
  const status = { up: false, since: options.now().toISOString(), closed: false }
  const change = (up: boolean) => {
    if (up === status.up) return
    Object.assign(status, { up, since: options.now().toISOString() })
    options.onChange?.(name, up)
  }
  connection.on('connected', () => {
    const admitted = options.admit?.(database) ?? true
    if (admitted === true) return change(true)
    admitted.then(
      (admits) => change(admits && connection.readyState === mongoose.ConnectionStates.connected),
      () => change(false),
    )
  })
  connection.on('disconnected', () => change(false))
  connection.on('error', () => {})
  const firstAttempt = connect(connection, options.uri, databaseName(options.uri, name))
  const database: Database = {
    name,
    connection,
    atRest: atRestOf(agency, options.dataKeys),
    state: () => ({ up: status.up, since: status.since }),
    collection(collection) {
      if (!status.up) throw agencyUnavailable(name, status.since)
      const model = models.get(collection)
      if (!model) throw new Error(`${name} has no collection named ${collection}`)
      return model
    },
    firstAttempt,
    untilUp: (timeoutMs) => (status.up ? Promise.resolve(true) : whenConnected(connection, timeoutMs)),
    async close() {
      status.closed = true
      await connection.close(true)
    },
  }
  keepTrying(connection, firstAttempt, status, options, databaseName(options.uri, name))
  return database
}

/** `<prefix>_<agency>`: one server can hold the databases of several hubs; the prefix is the URI's path. */
export function databaseName(uri: string, agency: string): string {
  const prefix = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri)?.[1] || 'hub'
  return `${prefix}_${agency.replaceAll('-', '_')}`
}

async function whenConnected(connection: Connection, timeoutMs: number): Promise<boolean> {
  try {
    await once(connection, 'connected', { signal: AbortSignal.timeout(timeoutMs) })
    return true
  } catch {
    return false
  }
}

function compileModels(connection: Connection, agency: LoadedAgency): Map<string, Model<Row>> {
  return new Map(
    Object.entries(agency.collections).map(([name, { schema }]) => {
      schema.set('collection', name)
      schema.set('autoIndex', false)
      schema.set('autoCreate', false)
      schema.set('strictQuery', 'throw')
      return [name, connection.model<Row>(name, schema)]
    }),
  )
}

async function connect(connection: Connection, uri: string, dbName: string): Promise<boolean> {
  try {
    await connection.openUri(uri, {
      dbName,
      maxPoolSize: limits.databasePoolSize,
      serverSelectionTimeoutMS: limits.databaseSelectionMs,
      connectTimeoutMS: limits.databaseConnectMs,
      heartbeatFrequencyMS: limits.databaseHeartbeatMs,
      bufferCommands: false,
      monitorCommands: true,
      appName: 'provincial-data-hub',
    })
    return true
  } catch {
    return false
  }
}

/** The driver looks for a lost server by itself, but gives up on one that was never there. */
function keepTrying(
  connection: Connection,
  attempt: Promise<boolean>,
  status: { closed: boolean },
  options: DatabaseOptions,
  dbName: string,
): void {
  attempt.then((connected) => {
    if (connected || status.closed) return
    setTimeout(() => {
      if (status.closed) return
      keepTrying(connection, connect(connection, options.uri, dbName), status, options, dbName)
    }, limits.databaseReconnectMs).unref()
  })
}
