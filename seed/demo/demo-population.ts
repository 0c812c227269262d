import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../../subgraphs/_kit/write-whole.ts'
import { makeProvince, type PopulationRequest } from '../population/province.ts'

/** Tells the commands which population the databases hold, so that `citizen` and `firm` are of it. */
export async function writeDemoPopulation(dataDir: string, { persons, seed }: PopulationRequest): Promise<void> {
  await writeWhole(join(dataDir, 'demo.json'), `${JSON.stringify({ persons, seed })}\n`)
}

/** The population that a hub on this folder seeded or found; null where none was, or the file tells of none. */
export async function readDemoPopulation(dataDir: string): Promise<PopulationRequest | null> {
  const text = await readFile(join(dataDir, 'demo.json'), 'utf8').catch(() => '')
  try {
    const { persons, seed } = JSON.parse(text) as Partial<PopulationRequest>
    if (typeof persons !== 'number' || typeof seed !== 'string') return null
    makeProvince({ persons, seed })
    return { persons, seed }
  } catch {
    return null
  }
}
