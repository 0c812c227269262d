import { type Clock, provinceDate } from '../../schema/clock.ts'
import { limits } from '../../schema/limits.ts'
import type { ExchangeReader } from '../../subgraphs/_kit/exchange-log/read-exchanges.ts'
import type { Behind } from '../open-door.ts'

const pageRecords = 500

/**
 * Fills the budget of subjects from the log of today, so that a restart is no way to begin the
 * day anew. Where the log does not answer the hub starts all the same: it then answers nothing
 * above OPEN either.
 */
export async function restoreBudget(
  { budget }: Pick<Behind, 'budget'>,
  reader: ExchangeReader,
  clock: Clock,
): Promise<void> {
  const day = provinceDate(clock())
  const from = new Date(`${day}T00:00:00+07:00`).toISOString()
  let position: Parameters<ExchangeReader['page']>[1] = null
  let restored = 0
  try {
    while (restored < limits.subjectsRemembered) {
      const records: Awaited<ReturnType<ExchangeReader['page']>> = await reader.page({ from }, position, pageRecords)
      budget?.restore(
        records.map(({ agency, identity, purpose, subjects }) => {
          restored += subjects.length
          return { agency, identity, purpose, day, keys: subjects.map(({ key }) => key) }
        }),
      )
      const last = records.at(-1)
      if (!last || records.length < pageRecords) return
      position = { value: last.at, id: last._id }
    }
  } catch {
    // Said already: the log tells the operator by itself that it cannot be reached.
  }
}
