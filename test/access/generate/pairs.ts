import type { Random } from '../../../seed/population/random.ts'
import { discoverAgencies } from '../../../subgraphs/_kit/discover.ts'
import { tokenFor } from '../../setup/reader.ts'
import { type Question, type WatchedHub, watchHub } from './ask-twins.ts'
import { openAskers } from './askers.ts'
import { type GeneratedDocument, randomDocument } from './documents.ts'
import { isHidden } from './hidden.ts'
import { type Learned, learnedBy } from './learned.ts'
import { type Cell, cells, classes, readInputs, readTypes, type TypeFacts } from './province-tables.ts'
import { type Change, type PlainRow, plainRows, randomChange } from './rows.ts'
import { openTwinHubs } from './twin-hubs.ts'
import type { Asker } from './viewers.ts'

/** One case of the property: somebody asks something, and one place changes that they may not learn. */
export interface Pair {
  readonly document: GeneratedDocument
  readonly asker: Asker
  readonly question: Question
  readonly cell: Cell
  readonly change: Change
  readonly learned: readonly Learned[]
  /** The document selects, filters or sorts by the place, or leads to its row. */
  readonly mentions: boolean
}

/** Two hubs over two databases, everybody who asks, and documents to ask. */
export interface PairWorld {
  readonly watched: readonly [WatchedHub, WatchedHub]
  readonly askers: readonly Asker[]
  readonly types: ReadonlyMap<string, TypeFacts>
  /** The next case; `permitted` asks for a place that the caller may learn, for the twin of the property. */
  next(random: Random): Pair | null
  /** A question of this document over the rows of a pair, as somebody asks it. */
  headersOf(asker: Asker): Readonly<Record<string, string>>
  readonly pools: ReadonlyMap<string, readonly PlainRow[]>
  questionOf(random: Random, document: GeneratedDocument, asker: Asker): { question: Question; rows: PlainRow[] } | null
  readonly documents: readonly GeneratedDocument[]
  stop(): Promise<void>
}

interface Sizes {
  readonly persons: number
  readonly documents: number
  readonly agencies: number
}

/** Opens the world of the property: equal for equal names of the random streams. */
export async function openPairs(random: Random, name: string, sizes: Sizes): Promise<PairWorld> {
  const sdls = await discoverAgencies()
  const types = readTypes(sdls)
  const inputs = readInputs(sdls)
  const twins = await openTwinHubs(name, sizes.persons)
  const askers = await openAskers(random, { ...sizes, hubs: twins.hubs, types })
  const documents = Array.from({ length: sizes.documents }, () => randomDocument(random, { types, inputs }))
  const collections = new Set([...cells.map(({ collection }) => collection), 'register/persons'])
  const pools = new Map<string, PlainRow[]>()
  for (const collection of collections) pools.set(collection, await plainRows(twins.hubs[0], collection))
  const homes = new Map(pools.get('register/persons')?.map((row) => [String(row.personalId), String(row.unitId)]))
  const tokens = new Map<string, string>()
  for (const { name: asker, claims } of askers) {
    if (claims) tokens.set(asker, await tokenFor(claims, twins.dataDir))
  }
  const headersOf = ({ name: asker, purpose }: Asker) => ({
    ...(tokens.has(asker) ? { authorization: `Bearer ${tokens.get(asker)}` } : {}),
    ...(purpose ? { 'x-purpose': purpose } : {}),
  })
  const questionOf: PairWorld['questionOf'] = (draw, document, asker) => {
    const rows = document.branches.map(({ collection }) => rowFor(draw, pools.get(collection) ?? [], asker))
    if (rows.some((row) => row === null)) return null
    const known = rows as PlainRow[]
    const values = document.variables.map((one) => [one.name, one.value(known[one.branch] ?? {})] as const)
    const absent = document.variables.some(({ type }, index) => type.endsWith('!') && isNothing(values[index]?.[1]))
    if (absent) return null
    return {
      question: { query: document.text, variables: Object.fromEntries(values), headers: headersOf(asker) },
      rows: known,
    }
  }
  const [first, second] = twins.hubs
  const world: Omit<PairWorld, 'next'> = {
    watched: [watchHub(first), watchHub(second)],
    askers,
    types,
    pools,
    documents,
    headersOf,
    questionOf,
    stop: twins.stop,
  }
  return { ...world, next: (draw) => nextPair(draw, world, homes) }
}

function nextPair(random: Random, world: Omit<PairWorld, 'next'>, homes: ReadonlyMap<string, string>): Pair | null {
  const document = random.pick(world.documents)
  const asker = someAsker(random, document, world)
  const asked = world.questionOf(random, document, asker)
  if (!asked) return null
  const learned = learnedBy(document.roots, asker, world.types)
  const branch = random.int(0, document.branches.length - 1)
  const { collection } = document.branches[branch] as { collection: string }
  const row = asked.rows[branch] as PlainRow
  const pool = world.pools.get(collection) ?? []
  const mentioned = new Set(mentionedBy(document, world.types))
  const ofCollection = cells.filter((cell) => cell.collection === collection)
  const liked = ofCollection.filter(({ readBy }) => readBy.some((one) => mentioned.has(one)))
  // Where rows are limited, that there is a row out of reach is what has to stay hidden above all.
  const rowItself = isLimited(learned) ? ofCollection.filter(({ kind }) => kind === 'row') : []
  for (let tries = 0; tries < 6; tries += 1) {
    const ofRow = rowItself.length > 0 && random.chance(0.5)
    const cell = ofRow
      ? random.pick(rowItself)
      : random.pick(liked.length > 0 && random.chance(0.85) ? liked : ofCollection)
    const target = !ofRow && random.chance(0.85) ? row : random.pick(pool)
    const change = randomChange(random, world.watched[1].hub, cell, target, pool)
    if (!change || !isHidden({ cell, change, learned, asker, homes })) continue
    const mentions = cell.readBy.some((one) => mentioned.has(one))
    return { document, asker, question: asked.question, cell, change, learned, mentions }
  }
  return null
}

/** Anybody; oftener somebody who may read something of the document that is not open. */
function someAsker(random: Random, document: GeneratedDocument, world: Omit<PairWorld, 'next'>): Asker {
  if (random.chance(0.2)) return random.pick(world.askers)
  const wanted = random.chance(0.35) ? isLimited : readsSomething
  for (let tries = 0; tries < 16; tries += 1) {
    const asker = random.pick(world.askers)
    if (wanted(learnedBy(document.roots, asker, world.types))) return asker
  }
  return random.pick(world.askers)
}

function isLimited(learned: readonly Learned[]): boolean {
  return learned.some(({ extent }) => Array.isArray(extent))
}

/** True where something above OPEN is learned. */
export function readsSomething(learned: readonly Learned[]): boolean {
  return learned.some(({ coordinate }) => (classes.get(coordinate) ?? 'OPEN') !== 'OPEN')
}

/** Every coordinate of a document, whoever asks: selected, filtered or sorted by. */
function mentionedBy({ roots }: GeneratedDocument, types: ReadonlyMap<string, TypeFacts>): string[] {
  const found: string[] = []
  const walk = (nodes: GeneratedDocument['roots'], type: string) => {
    for (const { field, reads, children } of nodes) {
      const answers =
        /^(nodes|edges|node)$/.test(field) && /(Connection|Edge)$/.test(type)
          ? type.replace(field === 'edges' ? /Connection$/ : /(Connection|Edge)$/, field === 'edges' ? 'Edge' : '')
          : (types.get(type)?.fields.get(field)?.answers ?? '')
      found.push(`${type}.${field}`, ...reads)
      walk(children, answers)
    }
  }
  walk(roots, 'Query')
  return found
}

/** A row of the collection; of a citizen's own records, where there are such, as often as not. */
function rowFor(random: Random, pool: readonly PlainRow[], { claims }: Asker): PlainRow | null {
  if (pool.length === 0) return null
  const own = claims?.personal_id
  if (own && random.chance(0.5)) {
    const mine = pool.filter((row) => JSON.stringify(row).includes(own))
    if (mine.length > 0) return random.pick(mine)
  }
  return random.pick(pool)
}

function isNothing(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.some((one) => one == null))
}
