import { rm } from 'node:fs/promises'
import type { EmbeddedMongod } from '../../gateway/embedded/start-mongod.ts'

/** Ends the MongoDB of the run and removes its folder. */
export default async function stopDatabase(): Promise<void> {
  const { testMongod, testDataDir } = globalThis as unknown as { testMongod?: EmbeddedMongod; testDataDir?: string }
  await testMongod?.stop()
  if (testDataDir) await rm(testDataDir, { recursive: true, force: true })
}
