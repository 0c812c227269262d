import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { compressFiles } from './compress-files.ts'

const here = import.meta.dirname

/** `npx vite build -c gateway/pages/playground/vite.config.ts` writes `dist/pages/playground`. */
export default defineConfig({
  root: join(here, 'client'),
  base: '/playground/',
  publicDir: false,
  clearScreen: false,
  logLevel: 'warn',
  build: {
    outDir: join(here, '../../../dist/pages/playground'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // The page's policy allows no data: fonts, so nothing is put inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      // GraphiQL tells the console about each worker that it starts.
      treeshake: { manualPureFunctions: ['console.info'] },
      // "use client" in a hundred modules of GraphiQL's means nothing to a page without a server side.
      onLog(level, log, tell) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log)
      },
    },
  },
  worker: { format: 'es' },
  plugins: [compressOutput()],
})

function compressOutput(): Plugin {
  let folder = ''
  return {
    name: 'compress-output',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    async closeBundle() {
      await compressFiles(folder)
    },
  }
}
