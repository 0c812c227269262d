import type { PopulationChunk, SeedDocument, SyntheticFirm } from '../../seed/population/population.ts'
import type { Random } from '../../seed/population/random.ts'

/** Share of firms that owe taxes (a design choice). */
const debtorShare = 0.08

/** The firms of a chunk, each followed by its shareholders. */
export function* enterprises(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('enterprises/firms')
  for (const [position, firm] of chunk.firms.entries()) {
    yield { collection: 'enterprises', document: enterprise(random, firm) }
    yield* shareholders(firm, chunk.firms[position - 1] ?? null)
  }
}

function enterprise(random: Random, firm: SyntheticFirm): SeedDocument['document'] {
  return {
    _id: firm.taxCode,
    taxCode: firm.taxCode,
    name: firm.name,
    status: firm.status,
    legalForm: firm.legalForm,
    establishedOn: firm.establishedOn,
    headOffice: firm.address,
    unitId: firm.unitId,
    industries: firm.industries,
    charterCapital: firm.charterCapitalVnd,
    representativeId: firm.representativeId,
    representativeName: firm.representativeName,
    // A subscriber's number does not begin with 0, and `.example` belongs to nobody (RFC 2606).
    phone: `0256 0${String(random.int(0, 999_999)).padStart(6, '0')}`,
    email: `lien-he@dn${firm.taxCode}.example`,
    taxDebt: random.chance(debtorShare) ? random.int(1, 400) * 1_000_000 : 0,
  }
}

/** Who holds the capital, by legal form: only a joint stock company has another firm among its holders here. */
function* shareholders(firm: SyntheticFirm, other: SyntheticFirm | null): Generator<SeedDocument> {
  const holders = holdersOf(firm, other)
  for (const [position, holder] of holders.entries()) {
    const rest = 100 - Math.floor(100 / holders.length) * (holders.length - 1)
    yield {
      collection: 'shareholders',
      document: {
        _id: `${firm.taxCode}/${String(position + 1).padStart(2, '0')}`,
        taxCode: firm.taxCode,
        unitId: firm.unitId,
        ...holder,
        share: position === 0 ? rest : Math.floor(100 / holders.length),
      },
    }
  }
}

type Holder = { readonly holderPersonalId: string } | { readonly holderTaxCode: string }

function holdersOf(firm: SyntheticFirm, other: SyntheticFirm | null): Holder[] {
  const persons = [firm.representativeId, ...firm.employeeIds].map((holderPersonalId) => ({ holderPersonalId }))
  switch (firm.legalForm) {
    case 'LLC_ONE_MEMBER':
      return persons.slice(0, 1)
    case 'LLC_MULTI_MEMBER':
      return persons.slice(0, 3)
    case 'JOINT_STOCK':
      return [...persons.slice(0, 4), ...(other ? [{ holderTaxCode: other.taxCode }] : [])]
    case 'COOPERATIVE':
      return persons.slice(0, 7)
    default:
      return []
  }
}
