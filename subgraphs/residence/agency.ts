import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'

/** Residence, vehicles and driving licences: the Provincial Police. */
export const agency: Agency = {
  manifest: {
    database: 'residence',
    title: { vi: 'Cư trú, phương tiện và giấy phép lái xe', en: 'Residence, vehicles and driving licences' },
    departments: [
      { agency: 'BDH-CA', validFrom: null, validTo: '2025-06-30' },
      { agency: 'GLI-CA', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['Household', 'Vehicle', 'DrivingLicence'],
    consents: [
      { to: '*', entity: 'Household', allows: 'key', reason: 'Hộ gia đình là nơi nối các chính sách theo hộ' },
    ],
    boundedLists: {
      'Household.members': { most: 50, because: 'one household' },
      'Person.drivingLicences': { most: 10, because: 'one licence a class' },
      'DrivingLicence.offences': { most: 50, because: 'points run out' },
      'Query.vehicleTotals': { most: 4, because: 'one row a kind of vehicle' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
