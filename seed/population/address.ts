import { districtNameOf, unitOn } from './lineage.ts'
import type { SyntheticCommune } from './population.ts'
import type { Random } from './random.ts'

/** Streets that nearly every town has, and syllables of which hamlets' names are made; none is looked up. */
const streets = [
  ...['Trần Hưng Đạo', 'Lê Lợi', 'Nguyễn Huệ', 'Quang Trung', 'Hùng Vương', 'Lê Duẩn', 'Trần Phú', '30 Tháng 3'],
  ...['Nguyễn Thái Học', 'Phan Bội Châu', 'Lý Thường Kiệt', 'Hai Bà Trưng', 'Ngô Quyền', 'Bạch Đằng', 'Nguyễn Trãi'],
]
const hamletHeads = 'An,Phú,Vĩnh,Hòa,Tân,Thuận,Mỹ,Lộc,Chánh,Trường'.split(',')
const hamletTails = 'Lộc,Hòa,Thành,Thạnh,Phước,Định,Hậu,Thọ,Quang,Sơn'.split(',')

/** House and street in a ward, hamlet in a commune: the part of an address below the commune. */
export function spotIn(random: Random, commune: Pick<SyntheticCommune, 'name'>): string {
  if (commune.name.startsWith('Phường')) {
    return `Số ${random.int(1, 480)} đường ${random.pick(streets)}, Khu phố ${random.int(1, 12)}`
  }
  const head = random.pick(hamletHeads)
  return `Thôn ${head} ${random.pick(hamletTails.filter((tail) => tail !== head))}`
}

/** An address as written today: no district, the province's name since 2025-07-01. */
export function addressOf(spot: string, commune: Pick<SyntheticCommune, 'name'>): string {
  return `${spot}, ${commune.name}, Tỉnh Gia Lai`
}

/** The same place as it was written until 2025-06-30, with old commune, district and province. */
export function oldAddressOf(random: Random, spot: string, commune: Pick<SyntheticCommune, 'unitId'>): string {
  const before = unitOn(random, commune.unitId, '2025-06-30')
  return `${spot}, ${before.name}, ${districtNameOf(before)}, Tỉnh Bình Định`
}
