import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

export type Encoding = 'br' | 'gzip'

/** One file of the built page: its text stays on disk, beside what the build compressed. */
export interface BuiltFile {
  readonly path: string
  readonly contentType: string
  readonly etag: string
  /** True where the name carries a hash of the content, so that it never changes. */
  readonly immutable: boolean
  readonly encodings: ReadonlyMap<Encoding, string>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
}

const suffixes: readonly (readonly [Encoding, string])[] = [
  ['br', '.br'],
  ['gzip', '.gz'],
]

/**
 * Lists what the build wrote, keyed by the path under the folder with `/` (`index.html`, `assets/x.js`).
 * Only kinds of file named above are listed: a source map or a stray file is never served. Empty without a build.
 */
export async function listBuiltFiles(folder: string): Promise<ReadonlyMap<string, BuiltFile>> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const present = new Set(names)
  const files = new Map<string, BuiltFile>()
  for (const name of names) {
    const contentType = contentTypes[extname(name)]
    if (!contentType) continue
    const path = join(folder, name)
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('base64url')
    files.set(name.replaceAll('\\', '/'), {
      path,
      contentType,
      etag: `"${hash.slice(0, 22)}"`,
      immutable: name.startsWith('assets'),
      encodings: new Map(suffixes.flatMap(([kind, end]) => (present.has(name + end) ? [[kind, path + end]] : []))),
    })
  }
  return files
}
