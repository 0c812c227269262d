import type { SeedDocument, SyntheticProvince } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'

/** Codes of facilities by what they are; stations by the commune that each serves. */
export interface Facilities {
  readonly hospitals: readonly string[]
  readonly centres: readonly string[]
  readonly stations: ReadonlyMap<string, string>
}

const kinds = {
  hospital: {
    facilityClass: 'SPECIALIZED',
    beds: [900, 1300],
    services: ['EMERGENCY', 'OUTPATIENT', 'INPATIENT', 'SURGERY', 'OBSTETRICS', 'PAEDIATRICS', 'IMAGING', 'LABORATORY'],
    openingHours: 'Thứ Hai đến thứ Sáu 07:00–16:30; cấp cứu 24/24 giờ',
  },
  centre: {
    facilityClass: 'BASIC',
    beds: [80, 350],
    services: ['EMERGENCY', 'OUTPATIENT', 'INPATIENT', 'OBSTETRICS', 'IMAGING', 'LABORATORY', 'VACCINATION'],
    openingHours: 'Thứ Hai đến thứ Bảy 07:00–17:00; cấp cứu 24/24 giờ',
  },
  station: {
    facilityClass: 'INITIAL',
    beds: [3, 8],
    services: ['OUTPATIENT', 'VACCINATION', 'TRADITIONAL_MEDICINE'],
    openingHours: 'Thứ Hai đến thứ Sáu 07:00–17:00',
  },
} as const

/** The facilities of the population as documents; class, beds, services and hours are synthetic. */
export function* facilityDocuments(province: SyntheticProvince): Generator<SeedDocument> {
  const random = province.random('health/facilities')
  for (const { code, name, unitId } of province.healthFacilities) {
    const { beds, ...kind } = kinds[kindOf(name)]
    yield {
      collection: 'facilities',
      document: { _id: code, code, name, unitId, ...kind, beds: random.int(beds[0], beds[1]) },
    }
  }
}

/** The facilities as the seed looks them up. */
export function facilitiesOf(province: SyntheticProvince): Facilities {
  const codes = (kind: keyof typeof kinds) =>
    province.healthFacilities.filter(({ name }) => kindOf(name) === kind).map(({ code }) => code)
  const stations = province.healthFacilities.filter(({ name }) => kindOf(name) === 'station')
  return {
    hospitals: codes('hospital'),
    centres: codes('centre'),
    stations: new Map(stations.map(({ unitId, code }) => [unitId, code])),
  }
}

/** Where somebody of a commune goes: its own station, a centre, or the hospital. */
export function facilityFor(random: Random, facilities: Facilities, unitId: string): string {
  const kind = random.weighted(usual)
  const station = facilities.stations.get(unitId)
  if (kind === 'station' && station) return station
  return random.pick(kind === 'hospital' ? facilities.hospitals : facilities.centres)
}

const usual = [
  ['station', 45],
  ['centre', 40],
  ['hospital', 15],
] as const

function kindOf(name: string): keyof typeof kinds {
  if (name.startsWith('Trạm')) return 'station'
  return name.startsWith('Trung tâm') ? 'centre' : 'hospital'
}
