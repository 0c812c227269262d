/**
 * Communes of today that meet the sea, its port lagoons or are an island. A design choice
 * from general knowledge of which old communes lay on the coast: no boundary data exists here.
 * Tam Quan is not in it: the port of that name lies in Hoài Nhơn Bắc (old Tam Quan Bắc).
 */
export const coastalCommunes: readonly (readonly [code: string, name: string])[] = [
  ['21583', 'Phường Quy Nhơn'],
  ['21592', 'Phường Quy Nhơn Nam'],
  ['21601', 'Phường Quy Nhơn Đông'],
  ['21607', 'Xã Nhơn Châu'],
  ['21970', 'Xã Tuy Phước Đông'],
  ['21880', 'Xã Cát Tiến'],
  ['21859', 'Xã Đề Gi'],
  ['21769', 'Xã An Lương'],
  ['21751', 'Xã Phù Mỹ Đông'],
  ['21739', 'Xã Phù Mỹ Bắc'],
  ['21670', 'Phường Hoài Nhơn Đông'],
  ['21664', 'Phường Hoài Nhơn'],
  ['21655', 'Phường Hoài Nhơn Bắc'],
]
