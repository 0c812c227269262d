import type { DemoSetting } from './setting.ts'

/** Who can be played in the demo, as the claims of its token. */
export interface DemoIdentity {
  readonly identity: string
  readonly agency: string | null
  readonly app: string | null
  readonly databases: readonly string[]
  readonly roles: readonly string[]
  readonly personalId: string | null
  readonly taxCode: string | null
  readonly description: { readonly vi: string; readonly en: string }
}

const nobody = { agency: null, app: null, databases: [], roles: [], personalId: null, taxCode: null } as const

/** All identities of the demo, each once, in the order in which they are listed. */
export function demoIdentities(setting: DemoSetting): DemoIdentity[] {
  return [...people(setting), ...officers(setting), ...offices(setting)]
}

function people({ citizen, firm }: DemoSetting): DemoIdentity[] {
  return [
    {
      ...nobody,
      identity: 'citizen',
      roles: ['citizen'],
      personalId: citizen.personalId,
      description: {
        vi: 'Một công dân: dữ liệu mở và hồ sơ của chính mình',
        en: 'A citizen: open data and the own record',
      },
    },
    {
      ...nobody,
      identity: 'firm',
      roles: ['firm'],
      taxCode: firm?.taxCode ?? null,
      description: { vi: 'Một doanh nghiệp: dữ liệu mở', en: 'A firm: open data' },
    },
  ]
}

/** One of each database's department: ownership is by database, whatever else the department holds. */
function officers({ departmentOf }: DemoSetting): DemoIdentity[] {
  const holder = (identity: string, database: string, description: DemoIdentity['description']): DemoIdentity => ({
    ...nobody,
    identity,
    agency: departmentOf(database),
    databases: [database],
    roles: ['officer'],
    description,
  })
  return [
    holder('health-officer', 'health', {
      vi: 'Cán bộ ngành y tế: dữ liệu của ngành, cư trú để khám chữa bệnh',
      en: 'Health officer: the own database, residence for medical care',
    }),
    holder('land-officer', 'land', {
      vi: 'Cán bộ đất đai: dữ liệu của ngành, cư trú trong một xã',
      en: 'Land officer: the own database, residence in one commune',
    }),
    holder('justice-officer', 'civil-status', {
      vi: 'Cán bộ tư pháp: có quyền đang dùng, bị tạm ngừng, đã hết hạn và chưa có sự đồng ý',
      en: 'Justice officer: grants in force, suspended, ended and without consent',
    }),
    {
      ...holder('insurance-app', 'social-insurance', {
        vi: 'Ứng dụng bảo hiểm: hồ sơ nối dữ liệu của tám cơ quan',
        en: 'Insurance application: a dossier over eight agencies',
      }),
      app: 'insurance-app',
      roles: [],
    },
  ]
}

function offices({ departmentOf, agencyOfKind, unlisted }: DemoSetting): DemoIdentity[] {
  const office = (identity: string, agency: string | null, roles: string[], vi: string, en: string): DemoIdentity => ({
    ...nobody,
    identity,
    agency,
    roles,
    description: { vi, en },
  })
  const committee = agencyOfKind('province_committee')
  return [
    office('unlisted-agency', unlisted, [], 'Cơ quan chưa có quyền nào', 'An agency without a grant'),
    office('executive', committee, ['executive'], 'Lãnh đạo tỉnh: chỉ số liệu', 'The executive: figures only'),
    office(
      'coordinator',
      departmentOf('register'),
      ['coordinator'],
      'Đầu mối cấp tỉnh: điều phối, không đọc giá trị hồ sơ',
      'The province’s focal point: coordinates and reads no value of a record',
    ),
    office(
      'inspector',
      agencyOfKind('inspectorate'),
      ['inspector'],
      'Thanh tra: nhật ký khai thác, mục đích INSPECTION',
      'The inspectorate: the exchange log, for the purpose INSPECTION',
    ),
    office(
      'approver',
      committee,
      ['approver'],
      'Ủy ban nhân dân tỉnh: phê duyệt, không đọc hồ sơ',
      'The People’s Committee: decides, reads no record',
    ),
  ]
}
