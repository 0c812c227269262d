import { GraphQLError } from 'graphql'
import { toldExtensions } from '../../../schema/errors/told-extensions.ts'
import type { SubgraphAnswer } from '../subgraph.ts'

/** What a subgraph tells the gateway's log of its reading; never a value. */
export interface HopNotes {
  readonly rows: number
  /** The keyed hash of each person read, and the coordinates that were read of that person. */
  readonly subjects: readonly (readonly [string, readonly string[]])[]
  /** Folders whose data were supplied. */
  readonly databases: readonly string[]
  /** The grants by which the subgraph has judged; null: it held no lease. */
  readonly grantVersion: number | null
}

export interface HopAnswer {
  readonly answer: SubgraphAnswer
  readonly notes: HopNotes
}

/** An answer as it travels over the hop: data, what may be told of its errors, and the notes. */
export function writeHopAnswer({ answer, notes }: HopAnswer): string {
  const { data, errors } = answer
  return JSON.stringify({
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.map(toldError) } : {}),
    hop: notes,
  })
}

/** Reads it back, errors as the subgraph itself would have given them; null where it is another thing. */
export function readHopAnswer(text: string): HopAnswer | null {
  const json = parseJson(text)
  if (!isObject(json)) return null
  const { data, errors, hop } = json
  if (data !== undefined && data !== null && !isObject(data)) return null
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isError))) return null
  if (!isNotes(hop) || !('data' in json || 'errors' in json)) return null
  const answer = { ...('data' in json ? { data } : {}), ...(errors ? { errors: errors.map(errorAgain) } : {}) }
  return { answer, notes: hop }
}

interface ToldError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: Readonly<Record<string, unknown>>
}

/** Members in the order in which an error in this process has them: both ways must give equal bytes. */
function toldError({ message, path, extensions }: GraphQLError): ToldError {
  const told: Record<string, unknown> = {}
  for (const name of Object.keys(extensions)) if (isTold(name)) told[name] = extensions[name]
  return { message, ...(path ? { path } : {}), extensions: told }
}

function isTold(name: string): boolean {
  return name === 'code' || (toldExtensions as readonly string[]).includes(name)
}

function errorAgain({ message, path, extensions }: ToldError): GraphQLError {
  return new GraphQLError(message, { ...(path ? { path } : {}), extensions })
}

function isError(value: unknown): value is ToldError {
  if (!isObject(value) || typeof value.message !== 'string' || !isObject(value.extensions)) return false
  const { path } = value
  return path === undefined || (Array.isArray(path) && path.every(isStep))
}

function isStep(step: unknown): boolean {
  return typeof step === 'string' || typeof step === 'number'
}

function isNotes(value: unknown): value is HopNotes {
  if (!isObject(value)) return false
  const { rows, subjects, databases, grantVersion } = value
  return (
    Number.isSafeInteger(rows) &&
    Array.isArray(subjects) &&
    subjects.every(isSubject) &&
    isTexts(databases) &&
    (grantVersion === null || Number.isSafeInteger(grantVersion))
  )
}

function isSubject(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && isTexts(value[1])
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
