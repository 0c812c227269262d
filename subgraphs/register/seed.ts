import type { PopulationChunk, SeedDocument, SeedModule } from '../../seed/population/population.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { readUnits } from '../../seed/reference/units.ts'
import { codeLists } from './code-lists.ts'
import { procedures } from './procedures.ts'

/** The official units, agencies and code lists as they are, and the master keys of the synthetic population. */
export const seed: SeedModule = { constants, documents }

function* constants(): Generator<SeedDocument> {
  for (const unit of readUnits()) {
    const { successions: _successions, formerProvinceCodes: _former, ...row } = unit
    yield { collection: 'units', document: { _id: unit.id, ...row } }
  }
  for (const agency of readAgencies()) {
    yield {
      collection: 'agencies',
      document: {
        _id: agency.code,
        code: agency.code,
        electronicCode: agency.eicCode,
        name: agency.name.vi,
        nameEnglish: agency.name.en,
        kind: agency.kind,
        unitCode: agency.unitCode,
        parentCode: agency.parentCode,
        validFrom: agency.validFrom,
        validTo: agency.validTo,
        successorCodes: agency.successorCodes,
        predecessorCodes: agency.predecessorCodes,
        source: agency.source,
        evidence: agency.existenceEvidence,
        note: agency.note,
      },
    }
  }
  yield* codeLists()
  for (const procedure of procedures) {
    yield { collection: 'procedures', document: { _id: procedure.code, ...procedure } }
  }
}

function* documents(chunk: PopulationChunk): Generator<SeedDocument> {
  for (const { personalId, hubId, unitId } of chunk.persons) {
    yield { collection: 'persons', document: { _id: personalId, personalId, hubId, unitId } }
  }
  for (const { taxCode } of chunk.firms) {
    yield { collection: 'organizations', document: { _id: taxCode, taxCode } }
  }
}
