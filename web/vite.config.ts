import { svelte } from '@sveltejs/vite-plugin-svelte'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { compressedCopies } from './compressed.ts'
import { wordsOfPages } from './words.ts'

const here = (path: string) => join(import.meta.dirname, path)

/** One run builds the browser's files (web/dist/client, hashed) and the server's renderer (web/dist/server/ssr.js). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/assets/',
  publicDir: false,
  plugins: [svelte({ configFile: false }), wordsOfPages(), compressedCopies()],
  build: { emptyOutDir: true, target: 'es2022', rolldownOptions: { checks: { bundlerTimings: false } } },
  environments: {
    client: {
      build: {
        outDir: here('dist/client'),
        assetsDir: '.',
        manifest: true,
        // Each document names its scripts itself, so that the one they share need not know those of all pages.
        modulePreload: false,
        // Fonts stay files of their own: the browser takes only those whose letters a page shows.
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: [
            here('client.ts'),
            here('early.ts'),
            here('fonts/pretendard.css'),
            here('lib/page-worker.ts'),
          ],
        },
      },
    },
    ssr: {
      resolve: { noExternal: true },
      build: {
        outDir: here('dist/server'),
        ssr: true,
        emitAssets: false,
        rolldownOptions: { input: here('ssr.ts') },
      },
    },
  },
})
