import type { Config } from '../../gateway/config.ts'
import { agencyFolders } from '../../subgraphs/_kit/discover.ts'

/** Where a hub finds its databases. */
type Databases = Pick<Config, 'mongodbUri' | 'agencyUris'>

/**
 * Grants and exchange log of a test's own, beside the records that all tests share.
 * @param name the prefix of both databases; `server` a server of the test's own for them
 */
export async function ownRecords(name: string, server?: string): Promise<Databases & { readonly mongodbUri: string }> {
  const shared = String(process.env.TEST_MONGODB_URI)
  const own = (server ?? shared).replace(/^(mongodb:\/\/[^/]+)\/[^?]*/, `$1/${name}_${process.pid}`)
  const folders = await agencyFolders()
  return { mongodbUri: own, agencyUris: Object.fromEntries(folders.map((folder) => [folder, shared])) }
}

/** The same as the variables of a process. */
export function databaseVariables({ mongodbUri, agencyUris }: Databases): Record<string, string> {
  const variables = Object.entries(agencyUris).map(([folder, uri]) => {
    return [`MONGODB_URI_${folder.toUpperCase().replaceAll('-', '_')}`, uri] as const
  })
  return { MONGODB_URI: String(mongodbUri), ...Object.fromEntries(variables) }
}
