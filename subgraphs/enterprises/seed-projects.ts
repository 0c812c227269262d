import type {
  PopulationChunk,
  SeedDocument,
  SyntheticFirm,
  SyntheticProvince,
} from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'

/** Share of firms with an investment project (a design choice). */
const investorShare = 0.3
const projectsPerChunk = 10_000
const hectare = 10_000

const purposes = [
  'Nhà máy chế biến',
  'Khu du lịch sinh thái',
  'Trang trại nông nghiệp công nghệ cao',
  'Kho và bãi hàng',
  'Nhà ở thương mại',
  'Điện mặt trời mái nhà',
] as const
const stages = [
  ['APPROVED', 20],
  ['UNDER_CONSTRUCTION', 30],
  ['OPERATING', 45],
  ['TERMINATED', 5],
] as const
const works = [
  { name: 'Nâng cấp đường liên thôn', leastBillion: 4, mostBillion: 30 },
  { name: 'Xây dựng phòng học trường tiểu học', leastBillion: 6, mostBillion: 25 },
] as const

/**
 * Investment projects of a chunk's firms, with papers of their negotiation. The first dissolved
 * firm has a project that goes on (a planted conflict).
 */
export function* investmentProjects(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('enterprises/projects')
  const forgotten = chunk.firms.find((firm) => firm.status === 'DISSOLVED')
  let sequence = 0
  for (const firm of chunk.firms) {
    const dissolved = firm.status === 'DISSOLVED'
    if (firm !== forgotten && !random.chance(investorShare)) continue
    const stage = firm === forgotten ? 'UNDER_CONSTRUCTION' : dissolved ? 'TERMINATED' : random.weighted(stages)
    const document = project(random, firm, codeOf(chunk.index, ++sequence), stage)
    yield {
      collection: 'investmentProjects',
      document,
      ...(firm === forgotten ? { plants: 'dissolved-firm-with-active-project' } : {}),
    }
    yield* papers(random, document._id, firm.unitId)
  }
}

function project(random: Random, firm: SyntheticFirm, code: string, stage: string): SeedDocument['document'] {
  const purpose = random.pick(purposes)
  return {
    _id: code,
    code,
    name: `Dự án ${purpose} Mẫu ${Number(code)}`,
    investorTaxCode: firm.taxCode,
    unitId: firm.unitId,
    purpose,
    totalCapital: random.int(5, 900) * 1_000_000_000,
    stage,
    landArea: random.int(1, 200) * (hectare / 10),
  }
}

function* papers(random: Random, projectCode: string, unitId: string): Generator<SeedDocument> {
  const count = random.int(0, 2)
  for (let number = 1; number <= count; number++) {
    yield {
      collection: 'negotiationPapers',
      document: {
        _id: `${projectCode}/${number}`,
        projectCode,
        title: number === 1 ? 'Biên bản làm việc về ưu đãi đầu tư' : 'Dự thảo thỏa thuận ký quỹ',
        writtenOn: `${random.int(2019, 2025)}-0${random.int(1, 9)}-${random.int(10, 28)}`,
        unitId,
      },
    }
  }
}

/** `00`, four digits of the chunk, four of its own: no code that is in use looks like this. */
function codeOf(chunk: number, sequence: number): string {
  if (sequence >= projectsPerChunk) throw new Error(`chunk ${chunk} has more projects than codes`)
  return `00${String(chunk).padStart(4, '0')}${String(sequence).padStart(4, '0')}`
}

/** One public project of each kind of work a commune; codes begin with `99`. */
export function* publicProjects(province: SyntheticProvince): Generator<SeedDocument> {
  const random = province.random('enterprises/public-projects')
  for (const commune of province.communes) {
    for (const [kind, work] of works.entries()) {
      const code = `99${commune.code}${String(kind + 1).padStart(3, '0')}`
      const budgetMillion = random.int(work.leastBillion, work.mostBillion) * 1_000
      yield {
        collection: 'publicProjects',
        document: {
          _id: code,
          code,
          name: `${work.name} ${commune.name} (dự án mẫu)`,
          unitId: commune.unitId,
          budget: budgetMillion * 1_000_000,
          disbursed: random.int(0, budgetMillion) * 1_000_000,
        },
      }
    }
  }
}
