import type { SeedReport } from '../../seed/load/seed-province.ts'

const nothingReached =
  'Không kết nối được MongoDB ở MONGODB_URI; hãy kiểm tra địa chỉ và quyền, nền tảng sẽ thử lại — No MongoDB answers at MONGODB_URI: check address and rights; the hub keeps trying'

/** The seed's report as lines: what is there, what was planted, what is still missing. */
export function describeSeed(report: SeedReport): string[] {
  if (report.written.length + report.kept.length === 0) return [nothingReached]
  const persons = report.persons.toLocaleString('vi-VN')
  const documents = report.documents.toLocaleString('vi-VN')
  const [personsEn, documentsEn] = [report.persons, report.documents].map((count) => count.toLocaleString('en-GB'))
  // Kinds, not records: every birth on a commune that has merged since is one, and they are most of them.
  const kinds = Object.keys(report.planted).length
  const lines = [
    `Dân số tổng hợp ${persons} người, ${documents} bản ghi trong ${report.written.length + report.kept.length} cơ sở dữ liệu; ` +
      `${kinds} loại mâu thuẫn được cài sẵn — ${personsEn} synthetic persons, ${documentsEn} records, ${kinds} kinds of planted conflicts`,
  ]
  if (report.unreachable.length > 0) {
    lines.push(
      `Chưa kết nối được: ${report.unreachable.join(', ')}; sẽ tự bổ sung khi trở lại — not reached yet, taken up when they answer`,
    )
  }
  return lines
}
