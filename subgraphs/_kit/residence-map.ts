import type { Connection } from 'mongoose'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import type { Residence } from './residence.ts'

interface RegisteredPerson {
  readonly _id: string
  readonly personalId: string
  readonly unitId?: string | null
}

/**
 * The residence of persons as the register's database holds it. What cannot be asked is not
 * guessed: both throw AGENCY_UNAVAILABLE while the register's database is down.
 * @param register a connection to the register's database, opened by whoever calls
 */
export function residenceMap(register: Connection): Residence {
  const persons = () => {
    if (register.readyState !== 1 || !register.db) throw agencyUnavailable('register', new Date().toISOString())
    return register.db.collection<RegisteredPerson>('persons')
  }
  const fields = { _id: 0, personalId: 1, unitId: 1 } as const
  const maxTimeMS = limits.databaseCommandMs
  return {
    async residenceOf(personalIds) {
      const found = persons().find(
        { personalId: { $in: [...personalIds] } },
        { projection: fields, maxTimeMS, batchSize: limits.databaseBatchRows },
      )
      const homes = new Map<string, string>()
      for (const { personalId, unitId } of await found.toArray()) if (unitId) homes.set(personalId, unitId)
      return homes
    },
    async personsIn(units) {
      const limit = limits.personsPerScope + 1
      const found = persons().find({ unitId: { $in: [...units] } }, { projection: fields, maxTimeMS, limit })
      const all = await found.map(({ personalId }) => personalId).toArray()
      if (all.length < limit) return all
      throw tooManyPersons()
    },
  }
}

/** Told by territory, not by what a request asks: the same whatever rows there are. */
function tooManyPersons() {
  const most = limits.personsPerScope
  return hubError('LIMIT_EXCEEDED', {
    vi: `phạm vi lãnh thổ có hơn ${most} người, hãy tra cứu theo từng người`,
    en: `the territory holds more than ${most} persons; ask by person, or for a smaller territory`,
  })
}
