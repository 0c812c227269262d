import type { Grant } from '../../schema/access/grant.ts'
import { fields, grantOf } from './grant-of.ts'

const purpose = 'INSURANCE_ADMINISTRATION'
const legalBasis = '60/2021/QĐ-UBND Điều 11.2; Luật Bảo hiểm xã hội 41/2024; Luật Bảo hiểm y tế 25/2008'

/**
 * What the insurance application needs for the shared operations, one agreement for each service.
 * Every field above OPEN on the way is named for itself.
 */
const services: Readonly<Record<string, readonly string[]>> = {
  'register/Person': ['Query.person', 'Person.hubId'],
  'residence/Person': [
    ...fields('Person', 'fullName dateOfBirth sex permanentAddress residenceUnit household relationshipToHead'),
    ...fields('Household', 'size members'),
  ],
  'residence/Vehicle': ['Person.vehicles', 'Organization.vehicles', ...fields('Vehicle', 'kind make')],
  'civil-status/Birth': [
    ...fields('Person', 'maritalStatus birth spouse children'),
    ...fields('Birth', 'registerNumber unit'),
  ],
  'enterprises/Organization': ['Person.representedOrganizations', 'Organization.representative'],
  'land/Parcel': ['Person.parcels'],
  'fisheries/FishingVessel': [
    'Query.fishingVessel',
    'Person.fishingVessels',
    ...fields('FishingVessel', 'registrationNumber name lengthMax enginePower zone gear homePort ownerPerson'),
    ...fields('FishingVessel', 'ownerOrganization licence safetyCertificate trips'),
    ...fields('FishingLicence', 'number validTo quotaTonnes'),
    'SafetyCertificate.validTo',
    ...fields('Trip', 'departedOn departurePort arrivedOn arrivalPort catches'),
    ...fields('CatchLog', 'species weightKg'),
  ],
  'social-insurance/HealthInsurance': [
    'Person.healthInsurance',
    ...fields('HealthInsurance', 'valid validTo benefitLevel firstCareFacility employer'),
  ],
  'health/Encounter': [...fields('Person', 'encounters vaccinations'), ...fields('Encounter', 'date facility')],
  'social-protection/Beneficiary': [
    'Household.povertyRecords',
    ...fields('PoorHousehold', 'year povertyClass'),
    'Person.benefits',
    ...fields('Beneficiary', 'programme monthlyAmount'),
  ],
}

/** The grants of `insurance-app`, an application of this agency. */
export function insuranceGrants(agency: string): Grant[] {
  return Object.entries(services).map(([service, coordinates], index) =>
    grantOf({
      id: `demo-insurance-${String(index + 1).padStart(2, '0')}`,
      agency,
      app: 'insurance-app',
      mode: 'SPECIAL',
      service,
      coordinates,
      purpose,
      legalBasis,
    }),
  )
}
