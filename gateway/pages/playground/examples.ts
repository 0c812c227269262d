import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Bilingual, splitBilingual } from './bilingual.ts'

/** One operation that the playground offers, ready to run. */
export interface Example {
  readonly name: string
  readonly title: Bilingual
  /** One sentence on what one learns. */
  readonly sentence: Bilingual
  readonly query: string
  /** The first set of variables of `<name>.json`. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Who asks it, and for what purpose; null for an example that runs whoever asks. */
  readonly identity: string | null
  readonly purpose: string | null
}

/** The order in which a newcomer reads; an example that is not named here follows, by name. */
const readingOrder = [
  ...['dossier', 'refused-field', 'who-read-my-record', 'organizations'],
  ...['unit-before-and-after', 'fishing-vessel', 'exchange-log'],
]

/**
 * Reads `<name>.graphql` with `<name>.json` beside it (`{identity, purpose, variables: [...]}`), in reading order.
 * A folder that does not exist has no examples.
 * @throws Error naming the file where its JSON is not of that shape
 */
export async function readExamples(folders: readonly string[]): Promise<readonly Example[]> {
  const examples = (await Promise.all(folders.map(readFolder))).flat()
  return examples.sort((one, other) => place(one.name) - place(other.name) || (one.name < other.name ? -1 : 1))
}

async function readFolder(folder: string): Promise<readonly Example[]> {
  const files: readonly string[] = await readdir(folder).catch(() => [])
  const names = files.filter((file) => file.endsWith('.graphql')).map((file) => basename(file, '.graphql'))
  return Promise.all(
    names.map(async (name) => {
      const document = await readFile(join(folder, `${name}.graphql`), 'utf8')
      const beside = files.includes(`${name}.json`) ? await readBeside(join(folder, `${name}.json`)) : nothingBeside
      return { name, ...partComments(name, document), ...beside }
    }),
  )
}

function place(name: string): number {
  const at = readingOrder.indexOf(name)
  return at < 0 ? readingOrder.length : at
}

type Beside = Pick<Example, 'variables' | 'identity' | 'purpose'>

const nothingBeside: Beside = { variables: {}, identity: null, purpose: null }

async function readBeside(path: string): Promise<Beside> {
  const read: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (!isRecord(read)) return nothingBeside
  const { variables: sets = [], identity, purpose } = read
  const first: unknown = Array.isArray(sets) ? (sets[0] ?? {}) : undefined
  if (!isRecord(first)) throw new Error(`${path}: "variables" is a list of objects`)
  return { variables: first, identity: textOrNull(identity), purpose: textOrNull(purpose) }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The first comment is the title, the second the sentence; both stand in the list, so the editor starts below. */
function partComments(name: string, document: string): Pick<Example, 'title' | 'sentence' | 'query'> {
  const lines = document.normalize('NFC').split(/\r?\n/)
  const comments: string[] = []
  while (comments.length < 2 && lines[0]?.startsWith('#')) comments.push(lines.shift()?.replace(/^#+\s*/, '') ?? '')
  const [title = name, sentence = ''] = comments
  return { title: splitBilingual(title), sentence: splitBilingual(sentence), query: lines.join('\n').trim() }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
