import { randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { cursorSeal, newCursorKey } from '../../subgraphs/_kit/cursor.ts'
import { openDatabase } from '../../subgraphs/_kit/database.ts'
import { type RequestScope, scopePerCaller } from '../../subgraphs/_kit/request-scope.ts'
import type { Row } from '../../subgraphs/_kit/row.ts'

/** A real database with one collection `rows` of any shape, for the resolvers of the kit. */
export interface ScratchRows {
  /** What resolvers get: a new request each time. */
  request(today: string): RequestScope
  fill(rows: readonly Row[]): Promise<void>
  /** Aggregates that were sent since the last call. */
  aggregates(): number
  close(): Promise<void>
}

/** Opens a database of its own beside the one that all tests read; it is dropped on `close`. */
export async function openScratchRows(): Promise<ScratchRows> {
  const schema = new mongoose.Schema({ _id: String }, { strict: false })
  const agency = { manifest: { database: 'rows' }, collections: { rows: { schema } } }
  const uri = String(process.env.TEST_MONGODB_URI).replace('/shared', `/scratch${randomBytes(4).toString('hex')}`)
  const database = openDatabase(agency as never, { uri, now: () => new Date() })
  if (!(await database.firstAttempt)) throw new Error('the database of the tests does not answer')
  const cursors = cursorSeal(newCursorKey())
  const { atRest } = database
  const collection = (name: string) => database.collection(name)
  const scopeOf = scopePerCaller((caller) => ({ caller, cursors, atRest, collection }))
  let sent = 0
  database.connection.getClient().on('commandStarted', ({ commandName }) => {
    if (commandName === 'aggregate') sent += 1
  })
  return {
    request: (today) => scopeOf({ requestId: 'test', today }),
    async fill(rows) {
      const { collection } = database.collection('rows')
      await collection.deleteMany({})
      if (rows.length > 0) await collection.insertMany(rows as never[])
    },
    aggregates() {
      const count = sent
      sent = 0
      return count
    },
    async close() {
      await database.connection.dropDatabase()
      await database.close()
    },
  }
}
