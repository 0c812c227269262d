import type { GraphQLScalarType } from 'graphql'
import { budgetUnitCodeScalar } from './budget-unit-code.ts'
import { dateScalar } from './date.ts'
import { drivingLicenceNumberScalar } from './driving-licence-number.ts'
import { healthFacilityCodeScalar } from './health-facility-code.ts'
import { healthInsuranceCardScalar } from './health-insurance-card.ts'
import { landCertificateNumberScalar } from './land-certificate-number.ts'
import { parcelIdScalar } from './parcel-id.ts'
import { personalIdScalar } from './personal-id.ts'
import { projectCodeScalar } from './project-code.ts'
import { socialInsuranceNumberScalar } from './social-insurance-number.ts'
import { taxCodeScalar } from './tax-code.ts'
import { vehiclePlateScalar } from './vehicle-plate.ts'
import { vesselNumberScalar } from './vessel-number.ts'

/** By name, what each scalar that `schema/prelude.graphql` declares does; the schema builder binds them. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = Object.freeze({
  Date: dateScalar,
  PersonalId: personalIdScalar,
  TaxCode: taxCodeScalar,
  ParcelId: parcelIdScalar,
  VesselNumber: vesselNumberScalar,
  VehiclePlate: vehiclePlateScalar,
  DrivingLicenceNumber: drivingLicenceNumberScalar,
  SocialInsuranceNumber: socialInsuranceNumberScalar,
  HealthInsuranceCard: healthInsuranceCardScalar,
  HealthFacilityCode: healthFacilityCodeScalar,
  LandCertificateNumber: landCertificateNumberScalar,
  BudgetUnitCode: budgetUnitCodeScalar,
  ProjectCode: projectCodeScalar,
})
