import type { SeedDocument, SyntheticCommune, SyntheticProvince } from '../../seed/population/population.ts'

const source =
  'Tên và số phần mộ là số liệu tổng hợp, không lấy từ danh sách chính thức — ' +
  'Names and numbers of graves are synthetic, not from an official list'

/** One cemetery for each former district, in the largest commune that came from it. */
export function* cemeteriesOf(province: SyntheticProvince): Generator<SeedDocument> {
  const random = province.random('social-protection/cemeteries')
  const districts = [...new Set(province.communes.map(({ formerDistrict }) => formerDistrict))].sort()
  for (const [i, district] of districts.entries()) {
    const code = `NTLS-52-${String(i + 1).padStart(2, '0')}`
    const name = `Nghĩa trang liệt sĩ khu vực ${district.replace(/^(Thành phố|Thị xã|Huyện) /, '')}`
    const commune = largest(province.communes.filter(({ formerDistrict }) => formerDistrict === district))
    yield {
      collection: 'cemeteries',
      document: { _id: code, code, name, unitId: commune.unitId, graves: random.int(300, 3_500), source },
    }
  }
}

function largest(communes: readonly SyntheticCommune[]): SyntheticCommune {
  return communes.reduce((best, commune) => (commune.share > best.share ? commune : best))
}
