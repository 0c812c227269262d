import { mongo } from 'mongoose'
import type { Grant } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { databaseName } from '../database.ts'

/** A grant as it lies in the store: its id is the key, and it tells which version of the book changed it last. */
export type StoredGrant = Omit<Grant, 'id'> & { readonly _id: string; readonly changedIn: number }

/** One version of one grant, kept for good: what was done, when, by whom, and what it read afterwards. */
export interface GrantHistory {
  /** `<id>/<version>`: no version is ever written twice. */
  readonly _id: string
  readonly id: string
  readonly version: number
  readonly what: 'PUT' | 'SUSPEND' | 'RESTORE' | 'END'
  /** ISO instant. */
  readonly at: string
  readonly by: string
  readonly changedIn: number
  readonly grant: Grant
}

interface GrantState {
  readonly _id: 'grants'
  readonly version: number
}

interface LeaseRecord {
  /** Name and random part of one process. */
  readonly _id: string
  readonly version: number
  /** By the clock of the store. */
  readonly until: Date
}

/** The database `<prefix>_hub_state`, on a connection of its own. */
export interface GrantDatabase {
  readonly client: mongo.MongoClient
  readonly grants: mongo.Collection<StoredGrant>
  readonly history: mongo.Collection<GrantHistory>
  readonly state: mongo.Collection<GrantState>
  readonly leases: mongo.Collection<LeaseRecord>
  /** Connects where it is not connected. @throws where the store does not answer */
  connect(): Promise<void>
  close(): Promise<void>
}

/** What must outlive a crash of the server: a change, and that somebody believes in a version. */
export const durable = { w: 'majority', journal: true } as const

/**
 * Opens the store of the grants without waiting for it. The pool is its own: reads of an agency
 * that fill theirs must not keep a suspension from being heard.
 * @param uri as for an agency's database; its path is the prefix
 */
export function openGrantDatabase(uri: string): GrantDatabase {
  const client = new mongo.MongoClient(uri, {
    appName: 'provincial-data-hub-grants',
    maxPoolSize: 5,
    serverSelectionTimeoutMS: limits.databaseSelectionMs,
    connectTimeoutMS: limits.databaseConnectMs,
    heartbeatFrequencyMS: limits.databaseHeartbeatMs,
    socketTimeoutMS: limits.grantSilenceMs,
  })
  const db = client.db(databaseName(uri, 'hub_state'))
  return {
    client,
    grants: db.collection('grants'),
    history: db.collection('grantHistory'),
    state: db.collection('state'),
    leases: db.collection('leases'),
    async connect() {
      await client.connect()
    },
    close: () => client.close(true),
  }
}

/** A stored grant as the value that it should be; not checked. */
export function grantOf({ _id, changedIn: _, ...fields }: StoredGrant): Grant {
  return { id: _id, ...fields }
}
