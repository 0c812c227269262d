import type { mongo } from 'mongoose'
import type { Grant } from '../../../schema/access/grant.ts'
import { limits } from '../../../schema/limits.ts'
import { GrantRefused, grantFaults, plainGrant } from './check-grant.ts'
import { durable, type GrantDatabase, type GrantHistory, grantOf, type StoredGrant } from './grant-database.ts'
import { type Touched, touched } from './touched.ts'

/** One change of grants, as somebody asks for it. */
export interface Change {
  readonly what: GrantHistory['what']
  readonly by: string
  /** Grants that it is about. */
  readonly ids: readonly string[]
  /**
   * What they shall be. `before` holds those that exist; versions are given afterwards.
   * Pure: a transaction that meets another runs it again. @throws GrantRefused
   */
  readonly apply: (before: ReadonlyMap<string, Grant>) => readonly Grant[]
  /** Only where nothing was ever changed. */
  readonly onlyFirst?: boolean
}

/** A change that is durable; who still answers by an older version is not known yet. */
export interface Committed {
  /** Of the whole book. */
  readonly version: number
  /** Grants that are not as before. */
  readonly changed: readonly string[]
  readonly touched: readonly Touched[]
}

/**
 * Writes a change, its history and the new version in one transaction. The version is raised
 * first: two changes at once meet there, one waits and is applied to what the other left. Where
 * nothing changes, nothing is written and the version stands.
 * @throws GrantRefused for what cannot be; then nothing was written
 */
export async function commitChange(database: GrantDatabase, change: Change, now: () => Date): Promise<Committed> {
  const { client, state } = database
  await state.updateOne({ _id: 'grants' }, { $setOnInsert: { version: 0 } }, { upsert: true, writeConcern: durable })
  return client.withSession((session) =>
    session.withTransaction(
      async () => {
        const raised = await state.findOneAndUpdate(
          { _id: 'grants' },
          { $inc: { version: 1 } },
          { session, returnDocument: 'after' },
        )
        const version = raised?.version ?? 0
        const before = change.onlyFirst && version > 1 ? null : await readBefore(database, change.ids, session)
        const fresh = before ? freshGrants(change, before) : []
        if (!before || fresh.length === 0) {
          await session.abortTransaction()
          return { version: version - 1, changed: [], touched: [] }
        }
        await write(database, { fresh, version, change, at: now().toISOString() }, session)
        return {
          version,
          changed: fresh.map(({ id }) => id),
          touched: touched(...(await around(database, fresh, before.named, session))),
        }
      },
      { readConcern: { level: 'snapshot' }, writeConcern: durable, maxCommitTimeMS: limits.databaseCommandMs },
    ),
  )
}

type Session = mongo.ClientSession

interface Before {
  readonly named: ReadonlyMap<string, Grant>
  /** The last version of each that was ever written: a grant deleted by hand must not give its numbers to another. */
  readonly versions: ReadonlyMap<string, number>
}

async function readBefore(
  { grants, history }: GrantDatabase,
  ids: readonly string[],
  session: Session,
): Promise<Before> {
  const named = await grants.find({ _id: { $in: [...ids] } }, { session }).toArray()
  const written = history.aggregate<{ _id: string; last: number }>(
    [{ $match: { id: { $in: [...ids] } } }, { $group: { _id: '$id', last: { $max: '$version' } } }],
    { session },
  )
  return {
    named: new Map(named.map((stored) => [stored._id, grantOf(stored)])),
    versions: new Map((await written.toArray()).map(({ _id, last }) => [_id, last])),
  }
}

/** The grants that are not as before, each with its next version. */
function freshGrants({ apply }: Change, { named, versions }: Before): readonly Grant[] {
  return apply(named).flatMap((grant) => {
    const old = named.get(grant.id)
    const fresh = plainGrant({ ...grant, version: (versions.get(grant.id) ?? 0) + 1 })
    const same = old && JSON.stringify(plainGrant({ ...old, version: fresh.version })) === JSON.stringify(fresh)
    return same ? [] : [fresh]
  })
}

interface Writing {
  readonly fresh: readonly Grant[]
  readonly version: number
  readonly change: Change
  readonly at: string
}

async function write(
  { grants, history }: GrantDatabase,
  { fresh, version, change: { what, by }, at }: Writing,
  session: Session,
): Promise<void> {
  await grants.bulkWrite(
    fresh.map((grant) => ({
      replaceOne: { filter: { _id: grant.id }, replacement: stored(grant, version), upsert: true },
    })),
    { session, ordered: false },
  )
  await history.insertMany(
    fresh.map((grant) => ({
      _id: `${grant.id}/${grant.version}`,
      id: grant.id,
      version: grant.version,
      what,
      at,
      by,
      changedIn: version,
      grant,
    })),
    { session },
  )
  const most = limits.grantsMost
  if ((await grants.countDocuments({}, { session })) > most) {
    const words = {
      vi: `kho giữ tối đa ${most} quyền`,
      en: `the store holds at most ${most} grants (limits.grantsMost)`,
    }
    throw new GrantRefused([{ id: '*', field: '*', ...words }])
  }
}

function stored({ id: _, ...fields }: Grant, changedIn: number): Omit<StoredGrant, '_id'> {
  return { ...fields, changedIn }
}

/** All grants of the agencies concerned, before and after: another grant may still cover what one lost. */
async function around(
  { grants }: GrantDatabase,
  fresh: readonly Grant[],
  named: ReadonlyMap<string, Grant>,
  session: Session,
): Promise<[Grant[], Grant[]]> {
  const agencies = [...new Set([...fresh, ...named.values()].map(({ agency }) => agency))]
  const found = (await grants.find({ agency: { $in: agencies } }, { session }).toArray()).map(grantOf)
  const after = found.filter((grant) => grantFaults(grant).length === 0).map(plainGrant)
  const changed = new Set(fresh.map(({ id }) => id))
  const old = fresh.flatMap(({ id }) => named.get(id) ?? []).filter((grant) => grantFaults(grant).length === 0)
  return [[...after.filter(({ id }) => !changed.has(id)), ...old.map(plainGrant)], after]
}
