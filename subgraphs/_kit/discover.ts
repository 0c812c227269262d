import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repositoryRoot } from '../../schema/repository-root.ts'
import type { Agency, LoadedAgency } from './agency.ts'

/** `.ts` when Jest runs the source, `.js` when the build is served. */
const codeExtension = extname(fileURLToPath(import.meta.url))

/**
 * Every agency of the province: each folder of `subgraphs/` that holds a `schema.graphql`.
 * Nobody names an agency in code, so adding one is adding one folder.
 */
export async function discoverAgencies(): Promise<LoadedAgency[]> {
  return Promise.all((await agencyFolders()).map(loadAgency))
}

/** Their folders, in order, without loading any. */
export async function agencyFolders(): Promise<string[]> {
  const entries = await readdir(join(repositoryRoot, 'subgraphs'), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => entry.name)
    .filter((folder) => existsSync(join(repositoryRoot, 'subgraphs', folder, 'schema.graphql')))
    .sort()
}

/** One agency by its folder's name. @throws when folder, manifest or schema do not fit together */
export async function loadAgency(folder: string): Promise<LoadedAgency> {
  const typeDefs = await readFile(join(repositoryRoot, 'subgraphs', folder, 'schema.graphql'), 'utf8')
  const module: { agency?: Agency } = await import(modulePath(folder))
  if (!module.agency) throw new Error(`subgraphs/${folder}/agency.ts exports no \`agency\``)
  if (module.agency.manifest.database !== folder) {
    throw new Error(
      `subgraphs/${folder}/agency.ts says \`database: '${module.agency.manifest.database}'\`; it must be the folder's name`,
    )
  }
  return { ...module.agency, folder, typeDefs }
}

/** A path and not a URL: Jest's global setup runs as CommonJS, where only a path can be imported. */
function modulePath(folder: string): string {
  return fileURLToPath(new URL(`../${folder}/agency${codeExtension}`, import.meta.url))
}
