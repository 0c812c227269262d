import type { Grant } from '../../schema/access/grant.ts'
import { grantFaults } from '../../subgraphs/_kit/grants/check-grant.ts'
import type { ChangeReport } from '../../subgraphs/_kit/grants/grant-desk.ts'
import type { Touched } from '../../subgraphs/_kit/grants/touched.ts'

/** One grant as a few lines for a terminal. Who gave consent is counted, never named. */
export function describeGrant(value: unknown): string[] {
  const faults = grantFaults(value)
  if (faults.length > 0)
    return faults.map(({ id, field, vi, en }) => `${id}.${field}: ${vi}; không có hiệu lực — ${en}; it permits nothing`)
  const grant = value as Grant
  const { id, version, state, mode, service, purpose, coordinates, validFrom, validTo, suspension } = grant
  const rows = [
    grant.territory ? `${grant.territory.length} đơn vị — units` : null,
    grant.subjects ? `${grant.subjects.length} người đồng ý — consents` : null,
  ].filter((part) => part !== null)
  return [
    `${id}/${version}  ${state}${suspension ? ` (${suspension.ground}, ${suspension.until ?? '…'}, ${suspension.contact})` : ''}`,
    `  ${grant.agency}${grant.app ? ` ${grant.app}` : ''}  ${mode}  ${service}  ${purpose}  ${validFrom} … ${validTo}`,
    `  ${coordinates.length} trường — fields${rows.length > 0 ? `; ${rows.join('; ')}` : ''}: ${coordinates.join(' ')}`,
  ]
}

/** What a change takes and gives, one holder after the other. */
export function describeTouched(touched: readonly Touched[]): string[] {
  return touched.flatMap(({ holder, grants, lost, gained }) => {
    const [vi, en] = [`${grants} quyền của ${holder}`, `${count(grants, 'grant')} of ${holder}`]
    const one = grants === 1
    return [
      ...(lost.length > 0
        ? [`${vi} mất ${lost.length} trường — ${en} ${one ? 'loses' : 'lose'} ${count(lost.length, 'field')}`]
        : []),
      ...lost.map((coordinate) => `  - ${coordinate}`),
      ...(gained.length > 0
        ? [`${vi} thêm ${gained.length} trường — ${en} ${one ? 'gains' : 'gain'} ${count(gained.length, 'field')}`]
        : []),
      ...gained.map((coordinate) => `  + ${coordinate}`),
      ...(lost.length + gained.length === 0
        ? [`${vi} thay đổi, không trường nào mất hay thêm — ${en} changed; no field is lost or gained`]
        : []),
    ]
  })
}

/** How far a change came and how long that took. */
export function describeReport({ version, changed, confirmed, silent, waitedMs }: ChangeReport): string {
  const seconds = (waitedMs / 1_000).toFixed(2)
  if (changed.length === 0) return `Không có gì thay đổi, phiên bản ${version} — Nothing changed, version ${version}`
  const alone = silent > 0 ? `, ${silent} hết hạn — ${silent} ran out` : ''
  return (
    `Phiên bản ${version} có hiệu lực ở mọi tiến trình sau ${seconds} giây (${confirmed} đã xác nhận — confirmed${alone}) — ` +
    `Version ${version} holds in every process after ${seconds} s`
  )
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
