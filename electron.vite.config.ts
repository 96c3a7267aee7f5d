import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/**
 * Everything is CommonJS, since Electron 33's Node cannot require ESM. The packages under `dependencies` (native
 * parts and what belongs to them) stay outside; everything else is bundled.
 */
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
} as const;

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          index: 'src-main/app/index.ts',
          'engine-worker': 'src-main/engine-process/worker.ts',
          'engine-replica': 'src-main/engine/replicas/replica-thread.ts',
          'parquet-process': 'src-main/engine/data/sources/parquet-process.mjs',
          'pytorch-reader': 'src-main/engine/checkpoint/pytorch/reader-process.ts',
          'examples-thread': 'src-main/examples/thread.ts',
          cli: 'src-main/cli/index.ts',
        },
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload script can require nothing but electron itself.
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'src-main/preload/index.ts' }, output: commonJs },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte()],
    build: {
      outDir: 'out/renderer',
      // A smaller page is parsed and shown sooner.
      minify: true,
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
});
