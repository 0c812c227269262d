import type { DocumentNode, GraphQLError } from 'graphql'
import { aliasLimit } from './alias-limit.ts'
import { countLimit } from './count-limit.ts'
import { depthLimit } from './depth-limit.ts'
import { repeatLimit } from './repeat-limit.ts'
import { selectionLimit } from './selection-limit.ts'

/** From the cheapest to the dearest: each may rely on what those before it let through. */
const documentLimits = [countLimit, selectionLimit, depthLimit, aliasLimit, repeatLimit] as const

/** The first bound on its shape that a document goes beyond, whatever the schema is; null within all. */
export function beyondLimits(document: DocumentNode): GraphQLError | null {
  for (const limit of documentLimits) {
    const error = limit(document)
    if (error) return error
  }
  return null
}
