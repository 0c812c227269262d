import { databaseRows } from './database-rows.ts'
import type { TestHub } from './hub.ts'

// biome-ignore lint/suspicious/noExplicitAny: rows are whatever the agency stores
type AgencyRow = Record<string, any>

/** Reads one agency's own database: rows in the order of their `_id`. */
interface Read {
  all(database: string, collection: string, filter: object): Promise<AgencyRow[]>
  /** The only row; null where there is none. */
  one(database: string, collection: string, filter: object): Promise<AgencyRow | null>
  /** ISO date on which the dossier is asked. */
  readonly today: string
}

/**
 * The answer that `test/bench/operations/dossier.graphql` owes for a person, built from the rows of
 * the agencies' databases alone and joined by hand.
 * @param today ISO date of the hub's clock
 */
export async function expectedDossier(hub: TestHub, personalId: string, today: string): Promise<AgencyRow> {
  const read = readerOf(hub, today)
  const parts = await Promise.all([
    ofRegister(read, personalId),
    ofResidence(read, personalId),
    ofCivilStatus(read, personalId),
    ofEnterprises(read, personalId),
    ofLand(read, personalId),
    ofFisheries(read, personalId),
    ofSocialInsurance(read, personalId),
    ofHealth(read, personalId),
    ofSocialProtection(read, personalId),
  ])
  return Object.assign({}, ...parts)
}

function readerOf(hub: TestHub, today: string): Read {
  const all: Read['all'] = (database, collection, filter) => databaseRows(hub, database, collection, filter)
  return {
    all,
    today,
    async one(database, collection, filter) {
      const rows = await all(database, collection, filter)
      if (rows.length > 1) throw new Error(`${database}.${collection} has ${rows.length} rows where one was due`)
      return rows[0] ?? null
    },
  }
}

async function ofRegister({ one }: Read, personalId: string): Promise<AgencyRow> {
  return { hubId: (await one('register', 'persons', { personalId }))?.hubId ?? null }
}

/** The parent is the unit that bore the parent's code today: persons live in units of today. */
async function placeOf({ one, all, today }: Read, unitId: string): Promise<AgencyRow> {
  const unit = await one('register', 'units', { id: unitId })
  const periods = await all('register', 'units', { code: unit?.parentCode })
  const parent = periods.find(
    ({ validFrom, validTo }) => (validFrom ?? '') <= today && (validTo == null || today <= validTo),
  )
  return { name: unit?.name, parent: parent ? { name: parent.name } : null }
}

async function nameOf({ one }: Read, personalId: string): Promise<string | null> {
  return (await one('residence', 'residents', { personalId }))?.fullName ?? null
}

async function ofResidence(read: Read, personalId: string): Promise<AgencyRow> {
  const row = await read.one('residence', 'residents', { personalId })
  const household = await read.one('residence', 'households', { code: row?.householdCode ?? 'none' })
  const vehicles = await read.all('residence', 'vehicles', { ownerPersonalId: personalId })
  const members = (household?.memberIds ?? []).map(async (id: string) => {
    const member = await read.one('residence', 'residents', { personalId: id })
    return { fullName: member?.fullName ?? null, relationshipToHead: member?.relationshipToHead ?? null }
  })
  return {
    fullName: row?.fullName ?? null,
    dateOfBirth: row?.dateOfBirth ?? null,
    sex: row?.sex ?? null,
    permanentAddress: row?.permanentAddress ?? null,
    residenceUnit: row ? await placeOf(read, row.unitId) : null,
    household: household && {
      size: household.size,
      members: await Promise.all(members),
      povertyRecords: await povertyOf(read, household.code),
    },
    vehicles: {
      totalCount: vehicles.length,
      nodes: vehicles.slice(0, 5).map(({ kind, make }) => ({ kind, make })),
    },
  }
}

async function ofCivilStatus(read: Read, personalId: string): Promise<AgencyRow> {
  const { one, all } = read
  const status = await one('civil-status', 'personStatuses', { personalId })
  const either = [{ husbandId: personalId }, { wifeId: personalId }]
  const marriages = (await all('civil-status', 'marriages', { $or: either })).filter(({ endedOn }) => endedOn == null)
  const [marriage] = marriages
  if (marriages.length > 1) throw new Error('a person has one marriage in force')
  const spouseId = marriage?.husbandId === personalId ? marriage?.wifeId : marriage?.husbandId
  const births = await all('civil-status', 'births', { $or: [{ fatherId: personalId }, { motherId: personalId }] })
  const children = births.map(async (birth) => {
    const row = await one('residence', 'residents', { personalId: birth.personalId })
    return { fullName: row?.fullName ?? null, dateOfBirth: row?.dateOfBirth ?? null }
  })
  return {
    maritalStatus: status?.maritalStatus ?? null,
    birth: await birthOf(read, personalId),
    spouse: spouseId ? { fullName: await nameOf(read, spouseId) } : null,
    children: await Promise.all(children),
  }
}

/** The unit is the one of then, with those that took its place. */
async function birthOf({ one }: Read, personalId: string): Promise<AgencyRow | null> {
  const birth = await one('civil-status', 'births', { personalId })
  if (!birth) return null
  const unit = await one('register', 'units', { id: birth.unitId })
  const successors = (unit?.successorIds ?? []).map(async (id: string) => {
    return { name: (await one('register', 'units', { id }))?.name }
  })
  return {
    registerNumber: birth.registerNumber,
    unit: { name: unit?.name, validTo: unit?.validTo ?? null, successors: await Promise.all(successors) },
  }
}

async function ofEnterprises({ all }: Read, personalId: string): Promise<AgencyRow> {
  const firms = await all('enterprises', 'enterprises', { representativeId: personalId })
  return {
    representedOrganizations: {
      nodes: firms.slice(0, 5).map(({ taxCode, name, status }) => ({ taxCode, name, status })),
    },
  }
}

async function ofLand({ all, one }: Read, personalId: string): Promise<AgencyRow> {
  const rights = await all('land', 'parcelOwners', { personalId })
  const nodes = rights.slice(0, 5).map(async ({ parcelId }) => {
    const parcel = await one('land', 'parcels', { parcelId })
    const unit = await one('register', 'units', { id: parcel?.unitId })
    return {
      parcelId,
      landUse: parcel?.landUse,
      areaSquareMetres: parcel?.areaSquareMetres,
      unit: { name: unit?.name },
    }
  })
  return { parcels: { totalCount: rights.length, nodes: await Promise.all(nodes) } }
}

async function ofFisheries({ all, one }: Read, personalId: string): Promise<AgencyRow> {
  const owned = { owners: { $elemMatch: { personalId } } }
  const vessels = await all('fisheries', 'fishingVessels', owned)
  const nodes = vessels.slice(0, 5).map(async ({ registrationNumber, zone, homePortCode }) => {
    const port = await one('fisheries', 'ports', { code: homePortCode })
    return { registrationNumber, zone, homePort: port && { name: port.name } }
  })
  return { fishingVessels: { nodes: await Promise.all(nodes) } }
}

async function ofSocialInsurance({ one, today }: Read, personalId: string): Promise<AgencyRow> {
  const row = await one('social-insurance', 'healthInsurances', { personalId })
  if (!row) return { healthInsurance: null }
  const { validFrom, validTo, benefitLevel, firstCareFacilityCode, employerTaxCode } = row
  const facility = await one('health', 'facilities', { code: firstCareFacilityCode })
  const employer = await one('enterprises', 'enterprises', { taxCode: employerTaxCode ?? 'none' })
  return {
    healthInsurance: {
      valid: validFrom <= today && today <= validTo,
      validTo,
      benefitLevel,
      firstCareFacility: facility && { name: facility.name },
      employer: employer && { name: employer.name },
    },
  }
}

async function ofHealth({ all, one }: Read, personalId: string): Promise<AgencyRow> {
  const encounters = await all('health', 'encounters', { personalId })
  const nodes = encounters.slice(0, 3).map(async ({ date, facilityCode }) => {
    const facility = await one('health', 'facilities', { code: facilityCode })
    return { date, facility: facility && { name: facility.name } }
  })
  const vaccinations = await all('health', 'vaccinations', { personalId })
  return {
    encounters: { totalCount: encounters.length, nodes: await Promise.all(nodes) },
    vaccinations: { totalCount: vaccinations.length },
  }
}

async function ofSocialProtection({ all }: Read, personalId: string): Promise<AgencyRow> {
  const benefits = await all('social-protection', 'beneficiaries', { personalId })
  return {
    benefits: { nodes: benefits.slice(0, 3).map(({ programme, monthlyAmount }) => ({ programme, monthlyAmount })) },
  }
}

/** What social protection says of the household that residence names. */
async function povertyOf({ all }: Read, householdCode: string): Promise<AgencyRow[]> {
  const rows = await all('social-protection', 'poorHouseholds', { householdCode })
  return rows.map(({ year, povertyClass }) => ({ year, povertyClass }))
}
