import type { SyntheticCommune } from './population.ts'

/** A facility of the health sector; `code` is `52` and three digits. */
interface HealthFacility {
  readonly code: string
  readonly name: string
  readonly unitId: string
}

/**
 * One provincial hospital, one health centre for each former district and one station for each
 * commune. Synthetic: no list of the province's facilities was found, so codes and level-2
 * places are made up; only the pattern `52xxx` and the names of communes are not.
 */
export function healthFacilitiesOf(communes: readonly SyntheticCommune[]): HealthFacility[] {
  const byCode = [...communes].sort((a, b) => (a.code < b.code ? -1 : 1))
  const districts = [...new Set(byCode.map((commune) => commune.formerDistrict))]
  return [
    { code: '52001', name: 'Bệnh viện Đa khoa tỉnh', unitId: largest(byCode).unitId },
    ...districts.map((district, i) => ({
      code: `520${11 + i}`,
      name: `Trung tâm Y tế ${district.replace(/^(Thành phố|Thị xã|Huyện) /, 'khu vực ')}`,
      unitId: largest(byCode.filter((commune) => commune.formerDistrict === district)).unitId,
    })),
    ...byCode.map((commune, i) => ({
      code: `52${101 + i}`,
      name: `Trạm Y tế ${commune.name}`,
      unitId: commune.unitId,
    })),
  ]
}

function largest(communes: readonly SyntheticCommune[]): SyntheticCommune {
  return communes.reduce((best, commune) => (commune.share > best.share ? commune : best))
}
