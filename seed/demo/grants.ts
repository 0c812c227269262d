import type { Grant } from '../../schema/access/grant.ts'
import { fields, grantOf } from './grant-of.ts'
import { insuranceGrants } from './insurance-grants.ts'
import type { DemoSetting } from './setting.ts'

/**
 * The grants of the demo, in the order of the identities that hold them. They are made out to the
 * agencies in force on the setting's day; an agency that the day does not know gets none.
 */
export function demoGrants(setting: DemoSetting): Grant[] {
  const { departmentOf, citizen } = setting
  const [health, land, justice] = [departmentOf('health'), departmentOf('land'), departmentOf('civil-status')]
  const insurance = departmentOf('social-insurance')
  return [
    ...(health ? healthGrants(health) : []),
    ...(land ? landGrants(land, citizen.unitId) : []),
    ...(justice ? justiceGrants(justice) : []),
    ...(insurance ? insuranceGrants(insurance) : []),
  ]
}

/** The first opens a restricted field of every person in the province; ethnicity and religion stay closed. */
function healthGrants(agency: string): Grant[] {
  const purpose = 'HEALTH_CARE'
  const legalBasis = '60/2021/QĐ-UBND Điều 11.2; Luật Khám bệnh, chữa bệnh 15/2023'
  return [
    grantOf({
      id: 'demo-health-01',
      agency,
      mode: 'SPECIAL',
      service: 'residence/Person',
      coordinates: [
        ...fields('Query', 'person persons'),
        ...fields('Person', 'permanentAddress fullName dateOfBirth sex residenceUnit'),
      ],
      purpose,
      legalBasis,
    }),
    grantOf({
      id: 'demo-health-02',
      agency,
      mode: 'DEFAULT',
      service: 'social-insurance/HealthInsurance',
      coordinates: [
        'Person.healthInsurance',
        ...fields('HealthInsurance', 'valid validFrom validTo benefitLevel firstCareFacility'),
      ],
      purpose,
      legalBasis: '60/2021/QĐ-UBND Điều 11.2; Luật Bảo hiểm y tế 25/2008',
    }),
  ]
}

/** Residents of one commune only: outside it the field is null and the row absent, without error. */
function landGrants(agency: string, commune: string): Grant[] {
  return [
    grantOf({
      id: 'demo-land-01',
      agency,
      mode: 'DEFAULT',
      service: 'residence/Person',
      coordinates: [
        ...fields('Query', 'person persons residents'),
        ...fields('Person', 'fullName dateOfBirth sex residenceUnit deceased'),
      ],
      purpose: 'LAND_ADMINISTRATION',
      legalBasis: '60/2021/QĐ-UBND Điều 11.2; Luật Đất đai 31/2024',
      territory: [commune],
    }),
  ]
}

/** One in force, and one for each way in which a grant does not open what it names. */
function justiceGrants(agency: string): Grant[] {
  const ofCivilStatus = {
    agency,
    purpose: 'CIVIL_STATUS',
    legalBasis: '60/2021/QĐ-UBND Điều 11.2; Luật Hộ tịch 60/2014',
  }
  return [
    grantOf({
      ...ofCivilStatus,
      id: 'demo-justice-01',
      mode: 'DEFAULT',
      service: 'residence/Person',
      coordinates: [
        ...fields('Query', 'person persons'),
        ...fields('Person', 'fullName dateOfBirth sex residenceUnit'),
      ],
    }),
    grantOf({
      ...ofCivilStatus,
      id: 'demo-justice-02-consent',
      mode: 'SPECIAL',
      service: 'social-insurance/HealthInsurance',
      coordinates: ['Person.healthInsurance', ...fields('HealthInsurance', 'cardNumber valid validTo')],
      subjects: [],
    }),
    grantOf({
      ...ofCivilStatus,
      id: 'demo-justice-03-suspended',
      mode: 'SPECIAL',
      service: 'residence/Household',
      coordinates: ['Person.household', ...fields('Household', 'size members')],
      state: 'SUSPENDED',
      suspension: {
        ground: 'MAINTENANCE',
        until: null,
        contact: 'Đầu mối chia sẻ dữ liệu của Công an tỉnh — focal point of the Provincial Police',
      },
    }),
    grantOf({
      ...ofCivilStatus,
      id: 'demo-justice-04-ended',
      mode: 'SPECIAL',
      service: 'land/Parcel',
      coordinates: ['Person.parcels'],
      validTo: '2025-12-31T17:00:00.000Z',
      state: 'ENDED',
    }),
  ]
}
