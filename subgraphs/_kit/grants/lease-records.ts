import { mongo } from 'mongoose'
import { limits } from '../../../schema/limits.ts'
import type { LeaseSeen } from './acknowledge.ts'
import { durable, type GrantDatabase, grantOf, type StoredGrant } from './grant-database.ts'
import type { StoredRow } from './ready-book.ts'

/**
 * Writes a process's lease by the store's own clock. Durable and by a majority: a lease that a
 * crash of the store forgets is one that an acknowledgement does not wait for.
 */
export async function announceLease({ leases }: GrantDatabase, processId: string, version: number): Promise<void> {
  await leases.updateOne({ _id: processId }, [{ $set: { version, until: { $add: ['$$NOW', limits.grantLeaseMs] } } }], {
    upsert: true,
    writeConcern: durable,
    maxTimeMS: limits.grantCommandMs,
  })
}

/** Takes a lease back whose holder does not believe in it any more, so that nobody waits for it. */
export async function withdrawLease({ leases }: GrantDatabase, processId: string): Promise<void> {
  await leases.deleteOne({ _id: processId }, { maxTimeMS: limits.grantCommandMs })
}

/** Indexes: the leases of processes that are long gone are swept away by the store, and history is found by grant. */
export async function indexGrants({ leases, history }: GrantDatabase): Promise<void> {
  await leases.createIndex({ until: 1 }, { expireAfterSeconds: limits.grantLeaseKeptSeconds })
  await history.createIndex({ id: 1, version: 1 })
}

/**
 * All leases. `ranOut` only a whole lease beyond the end: the clock of the store may have been
 * moved, and waiting a little longer for a process that is gone costs little.
 */
export async function seenLeases({ leases }: GrantDatabase): Promise<readonly LeaseSeen[]> {
  const beyond = { $add: ['$until', limits.grantLeaseMs] }
  return leases
    .aggregate<LeaseSeen>([{ $project: { _id: 0, version: 1, ranOut: { $lt: [beyond, '$$NOW'] } } }], {
      readConcern: { level: 'majority' },
      maxTimeMS: limits.grantCommandMs,
    })
    .toArray()
}

/** The newest version; linearizable, so that no server that was deposed meanwhile answers for it. */
export async function newestVersion({ state }: GrantDatabase): Promise<number> {
  const found = await state.findOne(
    { _id: 'grants' },
    { readConcern: { level: 'linearizable' }, maxTimeMS: limits.grantCommandMs },
  )
  return found?.version ?? 0
}

/**
 * Version and grants of one instant, from one snapshot, as they lie in the store.
 * @throws where there are more than `limits.grantsMost`: a book that is cut short could miss a suspension
 */
export async function readGrants({
  client,
  state,
  grants,
}: GrantDatabase): Promise<{ readonly version: number; readonly rows: readonly StoredRow[] }> {
  return client.withSession({ snapshot: true }, async (session) => {
    const options = { session, maxTimeMS: limits.grantCommandMs }
    const found = await state.findOne({ _id: 'grants' }, options)
    const cursor = grants
      .find<Buffer>({}, { ...options, raw: true, batchSize: limits.databaseBatchRows })
      .sort({ _id: 1 })
      .limit(limits.grantsMost + 1)
    const rows: StoredRow[] = []
    for await (const bytes of cursor) rows.push(rowOf(bytes))
    if (rows.length > limits.grantsMost)
      throw new Error(`hơn ${limits.grantsMost} quyền trong kho — more than ${limits.grantsMost} grants in the store`)
    return { version: found?.version ?? 0, rows }
  })
}

/** Of a book only the grants that changed have new bytes: the others need not be read again. */
function rowOf(bytes: Buffer): StoredRow {
  return { text: bytes.toString('latin1'), read: () => grantOf(mongo.BSON.deserialize(bytes) as StoredGrant) }
}
