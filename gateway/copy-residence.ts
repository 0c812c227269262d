import { limits } from '../schema/limits.ts'
import type { Database } from '../subgraphs/_kit/database.ts'

type Native = NonNullable<Database['connection']['db']>

/** A person of the register or a resident, as far as residence goes; units are `code@validFrom`. */
export interface Resident {
  readonly _id: string
  readonly personalId: string
  readonly unitId?: string | null
}

const fields = { personalId: 1, unitId: 1 } as const

/**
 * Compares every person of the register with the residents and writes what differs; whoever is
 * no resident lives nowhere. For a start without a place in the change stream: both ends are
 * read in batches, so it may take minutes for a province.
 */
export async function copyResidence(residence: Native, register: Native, isStopped: () => boolean): Promise<void> {
  const persons = register.collection<Resident>('persons')
  const options = { projection: fields, batchSize: limits.residenceBatchRows }
  let batch: Resident[] = []
  for await (const person of persons.find({}, options)) {
    if (isStopped()) return
    batch.push(person)
    if (batch.length < limits.residenceBatchRows) continue
    await copyBatch(residence, register, batch)
    batch = []
  }
  if (batch.length > 0) await copyBatch(residence, register, batch)
}

/** Writes where one person lives; null where the person is no resident. Again and again is the same as once. */
export async function writeResidence(register: Native, personalId: string, unitId: string | null): Promise<void> {
  await register.collection<Resident>('persons').updateOne({ personalId }, change(unitId))
}

async function copyBatch(residence: Native, register: Native, batch: readonly Resident[]): Promise<void> {
  const residents = residence
    .collection<Resident>('residents')
    .find({ personalId: { $in: batch.map(({ personalId }) => personalId) } }, { projection: fields })
  const homes = new Map((await residents.toArray()).map(({ personalId, unitId }) => [personalId, unitId ?? null]))
  const moved = batch.filter(({ personalId, unitId }) => (unitId ?? null) !== (homes.get(personalId) ?? null))
  if (moved.length === 0) return
  await register.collection<Resident>('persons').bulkWrite(
    moved.map(({ personalId }) => ({
      updateOne: { filter: { personalId }, update: change(homes.get(personalId) ?? null) },
    })),
    { ordered: false },
  )
}

function change(unitId: string | null) {
  return unitId === null ? { $unset: { unitId: true as const } } : { $set: { unitId } }
}
