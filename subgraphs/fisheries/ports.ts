import type { SeedDocument, SyntheticCommune, SyntheticProvince } from '../../seed/population/population.ts'

interface Place {
  readonly code: string
  readonly name: string
  /** Code of the commune of today in which it lies. */
  readonly commune: string
  readonly depthMetres: number
  readonly capacityVessels: number
  readonly radio: string
}

const source =
  'Tên và vị trí theo kiến thức chung; độ sâu, sức chứa, kênh vô tuyến là số tổng hợp — ' +
  'Names and places: general knowledge; depth, capacity and radio channel are synthetic'

const ports: readonly Place[] = [
  {
    code: 'CC-52-01',
    name: 'Cảng cá Quy Nhơn',
    commune: '21583',
    depthMetres: 4,
    capacityVessels: 800,
    radio: 'VHF 16',
  },
  { code: 'CC-52-02', name: 'Cảng cá Đề Gi', commune: '21859', depthMetres: 3, capacityVessels: 500, radio: 'VHF 12' },
  {
    code: 'CC-52-03',
    name: 'Cảng cá Tam Quan',
    commune: '21655',
    depthMetres: 3.5,
    capacityVessels: 1200,
    radio: 'VHF 14',
  },
]

const shelters: readonly Place[] = [
  {
    code: 'ND-52-01',
    name: 'Khu neo đậu đầm Thị Nại',
    commune: '21601',
    depthMetres: 3,
    capacityVessels: 1500,
    radio: 'VHF 16',
  },
  {
    code: 'ND-52-02',
    name: 'Khu neo đậu Đề Gi',
    commune: '21859',
    depthMetres: 2.5,
    capacityVessels: 900,
    radio: 'VHF 12',
  },
  {
    code: 'ND-52-03',
    name: 'Khu neo đậu Tam Quan',
    commune: '21655',
    depthMetres: 3,
    capacityVessels: 1400,
    radio: 'VHF 14',
  },
]

/** Codes of the ports, the first one the largest city's. */
export const portCodes: readonly string[] = ports.map((port) => port.code)

/** The nearest port of a coastal commune, told by its former district (a design choice). */
export function homePortOf(commune: SyntheticCommune): string {
  if (/Hoài Nhơn/.test(commune.formerDistrict)) return 'CC-52-03'
  return /Phù Mỹ|Phù Cát/.test(commune.formerDistrict) ? 'CC-52-02' : 'CC-52-01'
}

/** Ports and shelters as documents; throws where one lies in a commune that is not of the province. */
export function* places(province: SyntheticProvince): Generator<SeedDocument> {
  const unitIds = new Map(province.communes.map((commune) => [commune.code, commune.unitId]))
  for (const [collection, list] of [['ports', ports] as const, ['shelters', shelters] as const]) {
    for (const { commune, ...place } of list) {
      const unitId = unitIds.get(commune)
      if (unitId === undefined) throw new Error(`${place.code} lies in no commune of the province`)
      yield { collection, document: { _id: place.code, ...place, unitId, source } }
    }
  }
}
