import type { Route } from '../../../schema/access/decide.ts'
import type { Viewer } from '../../../schema/access/viewer.ts'

/** What a subgraph behind the hop knows of a request; in one process the same is passed as an object. */
export interface HopContext {
  readonly requestId: string
  /** Today's date in the province's time, ISO. */
  readonly today: string
  /** The gateway's instant, ISO: both sides judge a grant's limits by one clock. */
  readonly now: string
  readonly viewer: Viewer
  /** A well-formed purpose code, or null. */
  readonly purpose: string | null
  /** The grants by which the gateway has judged; a subgraph with older ones waits for these. */
  readonly grantVersion: number | null
  /** How the records of this fetch were reached: from an ordinary root, by full key, or as one's own. */
  readonly route: Route
}

/** True for a whole context. It is signed, so another shape is another release and is refused. */
export function isHopContext(value: unknown): value is HopContext {
  if (!isObject(value)) return false
  const { requestId, today, now, viewer, purpose, grantVersion, route } = value
  return (
    typeof requestId === 'string' &&
    typeof today === 'string' &&
    typeof now === 'string' &&
    isViewer(viewer) &&
    isText(purpose) &&
    (grantVersion === null || Number.isSafeInteger(grantVersion)) &&
    (route === 'ANY' || route === 'LOOKUP' || route === 'SUBJECT')
  )
}

function isViewer(value: unknown): value is Viewer {
  if (!isObject(value)) return false
  const { identity, agency, app, databases, roles, personalId, taxCode } = value
  return [identity, agency, app, personalId, taxCode].every(isText) && [databases, roles].every(isTexts)
}

function isText(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
