import type { SyntheticCommune, SyntheticFirm } from './population.ts'
import type { Random } from './random.ts'

/** A line of business: words of the name, then codes of vsic.csv (level 2), the main one first. */
export interface Business {
  readonly words: string
  readonly industries: readonly string[]
}

const business = (words: string, ...industries: string[]): Business => ({ words, industries })

/** Weights are a design choice: wood, stone and clothing works, trade and building are common in the province. */
const anywhere: readonly (readonly [Business, number])[] = [
  [business('Thương mại Tổng hợp', '46', '47'), 18],
  [business('Xây dựng', '41', '42', '43'), 14],
  [business('Bán lẻ', '47'), 9],
  [business('Chế biến gỗ', '16', '31', '46'), 8],
  [business('Vận tải', '49', '52'), 7],
  [business('Nội thất', '31', '46'), 5],
  [business('May mặc', '14', '13'), 5],
  [business('Vật liệu Xây dựng', '23', '08', '46'), 5],
  [business('Khai thác đá', '08', '23'), 4],
  [business('Nông nghiệp', '01', '10'), 4],
  [business('Lâm nghiệp', '02', '16'), 3],
  [business('Ăn uống', '56'), 4],
  [business('Tư vấn Thiết kế', '71', '74'), 3],
  [business('Công nghệ Thông tin', '62', '63'), 2],
  [business('Giáo dục', '85'), 2],
]
const coastal: readonly (readonly [Business, number])[] = [
  ...anywhere,
  [business('Thủy sản', '03', '10'), 18],
  [business('Chế biến Hải sản', '10', '46'), 10],
  [business('Khách sạn Du lịch', '55', '56', '79'), 9],
  [business('Dịch vụ Hàng hải', '50', '52'), 3],
]

const formWords: Readonly<Record<SyntheticFirm['legalForm'], string>> = {
  LLC_ONE_MEMBER: 'Công ty TNHH Một thành viên',
  LLC_MULTI_MEMBER: 'Công ty TNHH',
  JOINT_STOCK: 'Công ty Cổ phần',
  PRIVATE: 'Doanh nghiệp tư nhân',
  COOPERATIVE: 'Hợp tác xã',
  STATE: 'Công ty TNHH Nhà nước Một thành viên',
}

/** A line of business that fits a commune. */
export function businessIn(random: Random, commune: Pick<SyntheticCommune, 'coastal'>): Business {
  return random.weighted(commune.coastal ? coastal : anywhere)
}

/** A name as companies have, with `Mẫu` (sample) and a number: nobody takes it for a real firm. */
export function firmNameOf(
  legalForm: SyntheticFirm['legalForm'],
  line: Business,
  commune: Pick<SyntheticCommune, 'name'>,
  serial: number,
): string {
  const place = commune.name.replace(/^(Phường|Xã) /, '')
  return `${formWords[legalForm]} ${line.words} ${place} Mẫu ${serial}`
}
