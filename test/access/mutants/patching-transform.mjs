import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import swcJest from '@swc/jest'
import { applyPatch, readPatch } from './apply-patch.mjs'

const text = readFileSync(String(process.env.HUB_MUTANT), 'utf8')
const patch = readPatch(text)

/** The transform of the repository, which hands one module over with one guard taken out. */
export default {
  createTransformer(options) {
    const { rootDir, ...swcOptions } = options
    const swc = swcJest.createTransformer(swcOptions)
    const isMutated = (filename) => relative(rootDir, filename) === patch.file
    const mutated = (source, filename) => (isMutated(filename) ? applyPatch(source, patch) : source)
    return {
      canInstrument: false,
      process: (source, filename, given) => swc.process(mutated(source, filename), filename, given),
      processAsync: (source, filename, given) => swc.processAsync(mutated(source, filename), filename, given),
      getCacheKey: (source, filename, given) => swc.getCacheKey(mutated(source, filename), filename, given),
    }
  },
}
