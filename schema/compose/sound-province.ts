import mongoose from 'mongoose'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { referenceBy, referenceKey } from '../../subgraphs/_kit/reference.ts'
import { fixtureAgency, restricted, shared } from '../lint/province/fixture.ts'
import { type Glossaries, readGlossaries } from '../lint/province/glossary-terms.ts'

const id = new mongoose.Schema({ id: { type: String, unique: true } })

const person = `"Người — Person" type Person @key(fields: "id") { "Số — Number" id: ID ${restricted} }`
const resident = `"Số — Number" id: ID ${restricted} "Tên — Name" name: String ${shared}`

/** Two agencies for tests of composition: they break no rule. */
export function soundProvince(): [registry: LoadedAgency, residence: LoadedAgency] {
  const registry = fixtureAgency(
    'registry',
    `extend type Query { "Một người — A person" person: Person ${shared} } ${person}`,
    {
      manifest: { owns: ['Person'], consents: [{ to: '*', entity: 'Person', allows: 'key', reason: 'Dữ liệu chủ' }] },
      collections: { persons: { schema: id, place: { person: 'id' } } },
      resolvers: { Person: { __resolveReference: referenceBy('persons', 'id') } },
    },
  )
  const residence = fixtureAgency('residence', `type Person @key(fields: "id") { ${resident} }`, {
    resolvers: { Person: { __resolveReference: referenceKey() } },
  })
  return [registry, residence]
}

/** The province's own glossary, and the one type of the fixture. */
export const soundGlossaries: Glossaries = {
  province: readGlossaries([]).province,
  agencies: new Map([['registry', new Set(['Person'])]]),
}

/** The agency with a piece of its SDL replaced. @throws if the piece is not in it */
export function withSdl(agency: LoadedAgency, piece: string, replacement: string): LoadedAgency {
  if (!agency.typeDefs.includes(piece)) throw new Error(`${agency.folder} has no ${piece}`)
  return { ...agency, typeDefs: agency.typeDefs.replace(piece, replacement) }
}
