/** A procedure that shared data serve (60/2021 Art. 4.1.c). Codes are assigned here; the choice is a design choice. */
interface SharedDataProcedure {
  readonly code: string
  readonly name: string
  readonly field: string
  readonly agencyCode: string
  readonly databases: readonly string[]
}

export const procedures: readonly SharedDataProcedure[] = [
  {
    code: 'TTHC-01',
    name: 'Đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi',
    field: 'Hộ tịch',
    agencyCode: 'GLI-STP',
    databases: ['civil-status', 'residence', 'social-insurance'],
  },
  {
    code: 'TTHC-02',
    name: 'Hưởng trợ cấp xã hội hằng tháng',
    field: 'Bảo trợ xã hội',
    agencyCode: 'GLI-SNV',
    databases: ['residence', 'social-protection'],
  },
  {
    code: 'TTHC-03',
    name: 'Đăng ký biến động quyền sử dụng đất do chuyển nhượng',
    field: 'Đất đai',
    agencyCode: 'GLI-SNNMT',
    databases: ['land', 'residence', 'civil-status'],
  },
  {
    code: 'TTHC-04',
    name: 'Xác nhận tàu cá rời cảng',
    field: 'Thủy sản',
    agencyCode: 'GLI-SNNMT',
    databases: ['fisheries'],
  },
  {
    code: 'TTHC-05',
    name: 'Xác nhận tình trạng hôn nhân',
    field: 'Hộ tịch',
    agencyCode: 'GLI-STP',
    databases: ['civil-status', 'residence'],
  },
  {
    code: 'TTHC-06',
    name: 'Chấp thuận chủ trương đầu tư',
    field: 'Đầu tư',
    agencyCode: 'GLI-STC',
    databases: ['enterprises', 'land'],
  },
]
