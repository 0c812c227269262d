/** A mongod that answered `--version`, and the step that had it. */
export interface FoundMongod {
  readonly path: string
  readonly version: string
  readonly source: 'path' | 'cache' | 'wheel' | 'memory-server'
}

/** What every step of the search may use. */
export interface MongodSearch {
  readonly env: NodeJS.ProcessEnv
  /** `<cache>/provincial-data-hub`; it may not exist yet. */
  readonly cacheRoot: string
  readonly say: (line: string) => void
}

/**
 * One place where a mongod may be. Returns what it found, or one bilingual line that
 * says why it found nothing; a step never ends the search.
 */
export type MongodStep = (search: MongodSearch) => Promise<FoundMongod | string>
