import { createHash } from 'node:crypto'
import { fixedDataKeys } from '../../subgraphs/_kit/at-rest/data-keys.ts'

const databases = [
  ...['civil-status', 'enterprises', 'fisheries', 'health', 'hub', 'land', 'register', 'residence'],
  ...['social-insurance', 'social-protection'],
]

/** Made-up keys, the same in every process of a run: the shared database is sealed by them once and read by all. */
const rings = Object.fromEntries(
  databases.map((database) => {
    const secret = createHash('sha256').update(`test key of ${database}`).digest('base64')
    return [database, { current: 'test', keys: { test: secret } }]
  }),
)

/** The keys of the shared database. */
export const testDataKeys = fixedDataKeys(rings)

/** The same as a hub's `data-keys.json`. */
export const testDataKeysFile = JSON.stringify(rings)
