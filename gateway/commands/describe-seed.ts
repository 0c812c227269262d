import type { SeedReport } from '../../seed/load/seed-province.ts'

/** The seed's report as lines: what is there, what was planted, what is still missing. */
export function describeSeed(report: SeedReport): string[] {
  const persons = report.persons.toLocaleString('vi-VN')
  const documents = report.documents.toLocaleString('vi-VN')
  const planted = Object.values(report.planted).reduce((sum, count) => sum + count, 0)
  const lines = [
    `Dân số tổng hợp ${persons} người, ${documents} bản ghi trong ${report.written.length + report.kept.length} cơ sở dữ liệu; ` +
      `${planted} mâu thuẫn được cài sẵn — ${persons} synthetic persons, ${documents} records, ${planted} planted conflicts`,
  ]
  if (report.unreachable.length > 0) {
    lines.push(
      `Chưa kết nối được: ${report.unreachable.join(', ')}; sẽ tự bổ sung khi trở lại — not reached yet, taken up when they answer`,
    )
  }
  return lines
}
