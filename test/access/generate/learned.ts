import type { Grant } from '../../../schema/access/grant.ts'
import type { DocumentNode } from './documents.ts'
import { classes, type TypeFacts } from './province-tables.ts'
import { type Asker, frozenNow } from './viewers.ts'

/** Rows that one permission reaches; null: any. */
interface Reach {
  readonly units: readonly string[] | null
  readonly subjects: readonly string[] | null
}

/** Everything; the caller's own record; or, for each limit that must hold, rows of any of its scopes. */
type Extent = 'ALL' | 'OWN' | readonly (readonly Reach[])[]

/** One coordinate that an operation lets its caller learn, and of which rows. */
export interface Learned {
  readonly coordinate: string
  readonly extent: Extent
}

interface Place {
  readonly type: string
  readonly route: 'ANY' | 'KEY' | 'OWN'
  /** Owner of the field that led to the record. */
  readonly lead: string
  readonly root: boolean
}

/**
 * What a caller may learn by a document, told by the words of the law's design alone: it shares no
 * code with the judge, reads the classes that were transcribed by hand, and errs, where it must,
 * on the side of "may learn".
 */
export function learnedBy(
  document: readonly DocumentNode[],
  asker: Asker,
  types: ReadonlyMap<string, TypeFacts>,
): Learned[] {
  const found: Learned[] = []
  const usedKeys = new Set<string>()
  const walk = (nodes: readonly DocumentNode[], place: Place) => {
    for (const node of nodes) {
      if (node.field.startsWith('__')) continue
      const next = visit(node, place)
      if (next) walk(node.children, next)
    }
  }
  const visit = (node: DocumentNode, place: Place): Place | null => {
    if (isStructure(place.type) || isStructure(node.field)) return below(node, place)
    const field = types.get(place.type)?.fields.get(node.field)
    if (!field) return null
    const coordinate = `${place.type}.${node.field}`
    const byKey = place.root && isKeyRoot(coordinate) && !usedKeys.has(coordinate)
    if (place.root && isKeyRoot(coordinate)) usedKeys.add(coordinate)
    const own = mayRead(coordinate, byKey ? 'KEY' : place.route, place.lead, asker, types)
    if (!own) return null
    const read = node.reads.map((one) => ({ one, extent: mayRead(one, 'ANY', field.owner, asker, types) }))
    if (read.some(({ extent }) => extent === null)) return null
    found.push({ coordinate, extent: own })
    for (const { one, extent } of read) if (extent) found.push({ coordinate: one, extent })
    const entered = coordinate === 'Viewer.person' ? 'OWN' : byKey ? 'KEY' : null
    return { ...below(node, place), lead: field.owner, ...(entered ? { route: entered } : {}) }
  }
  const below = (node: DocumentNode, place: Place): Place => {
    const type = answerOf(node, place, types)
    return { ...place, type, root: false, route: routeBelow(place.route, type, types) }
  }
  walk(document, { type: 'Query', route: 'ANY', lead: '', root: true })
  return found
}

function isStructure(name: string): boolean {
  return /.(Connection|Edge)$/.test(name) || name === 'PageInfo'
}

function answerOf(node: DocumentNode, { type }: Place, types: ReadonlyMap<string, TypeFacts>): string {
  if (type.endsWith('Connection')) {
    if (node.field === 'nodes') return type.replace(/Connection$/, '')
    return node.field === 'edges' ? type.replace(/Connection$/, 'Edge') : node.field === 'pageInfo' ? 'PageInfo' : ''
  }
  if (type.endsWith('Edge')) return node.field === 'node' ? type.replace(/Edge$/, '') : ''
  return types.get(type)?.fields.get(node.field)?.answers ?? ''
}

/** Roots that take a whole key and answer one record. */
function isKeyRoot(coordinate: string): boolean {
  return /^Query\.(person|organization|agency|codeList|procedure|household|vehicle|birth|marriage|death|singleStatus|healthFacility|practitioner|healthInsurance|beneficiary|poorHousehold|meritPerson|martyrsCemetery|parcel|mineralPermit|environmentPermit|fishingVessel|fishingLicence|safetyCertificate|originCertificate|port|shelter|householdBusiness|investmentProject|publicProject|budgetLine)$/.test(
    coordinate,
  )
}

function routeBelow(route: Place['route'], type: string, types: ReadonlyMap<string, TypeFacts>): Place['route'] {
  const keys = types.get(type)?.keys ?? []
  if (route === 'KEY') return keys.length > 0 || isStructure(type) ? 'ANY' : 'KEY'
  if (route !== 'OWN') return 'ANY'
  const publicByKey = keys.some((key) => key.every((field) => classes.get(`${type}.${field}`) === 'OPEN'))
  return type === 'Person' || publicByKey ? 'ANY' : 'OWN'
}

function mayRead(
  coordinate: string,
  route: Place['route'],
  lead: string,
  { claims, purpose, grants }: Asker,
  types: ReadonlyMap<string, TypeFacts>,
): Extent | null {
  const [type = '', field = ''] = coordinate.split('.')
  const level = classes.get(coordinate)
  // The hub's own fields: open, but for the exchange log, which no generated document asks for.
  if (level === undefined) return ['viewer', 'person', 'identity', 'purpose'].includes(field) ? 'ALL' : null
  if (level === 'OPEN' || (level === 'LOOKUP' && route === 'KEY')) return 'ALL'
  if (route === 'OWN') return 'OWN'
  if (claims === null || purpose === null) return null
  const facts = types.get(type)
  const owners = [facts?.fields.get(field)?.owner, ...(facts?.keys.flat().includes(field) ? [lead] : [])]
  if (purpose !== 'NO_SUCH_PURPOSE' && owners.some((owner) => owner && claims.databases?.includes(owner))) return 'ALL'
  const now = Date.parse(frozenNow)
  const open = grants.filter(
    (grant) =>
      grant.agency === claims.agency &&
      grant.coordinates.includes(coordinate) &&
      grant.purpose === purpose &&
      (grant.app === null || grant.app === claims.app) &&
      (level === 'SHARED' || level === 'LOOKUP' || grant.mode === 'SPECIAL') &&
      grant.state === 'ACTIVE' &&
      Date.parse(grant.validFrom) <= now &&
      now < Date.parse(grant.validTo),
  )
  const reaches = open.flatMap((grant) => reachOf(grant, now))
  if (reaches.length === 0) return null
  return reaches.some(({ units, subjects }) => units === null && subjects === null) ? 'ALL' : [reaches]
}

/** A grant that needs consents and has none in force reaches nobody and opens nothing. */
function reachOf({ territory, subjects }: Grant, now: number): Reach[] {
  const given = subjects?.filter(({ validTo }) => now < Date.parse(validTo)).map(({ personalId }) => personalId) ?? null
  return given?.length === 0 ? [] : [{ units: territory, subjects: given }]
}
