import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import packageJson from './package.json' with { type: 'json' };

/** The commit that is being built, marked when files differ from it; null outside a git checkout. */
function gitRevision(): string | null {
  const git = (...parameters: string[]) =>
    execFileSync('git', parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', 'HEAD') + (changed ? '-modified' : '');
  } catch {
    return null;
  }
}

const define = {
  __APPLICATION_VERSION__: JSON.stringify(packageJson.version),
  __GIT_REVISION__: JSON.stringify(gitRevision()),
};

/**
 * Everything is CommonJS, since Electron 33's Node cannot require ESM. The packages under `dependencies` (native
 * parts and what belongs to them) stay outside; everything else is bundled.
 */
const commonJs = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
} as const;

const existing = (entries: Record<string, string>) =>
  Object.fromEntries(Object.entries(entries).filter(([, file]) => file.includes('app/') || existsSync('src-main/engine/job.ts')));

export default defineConfig({
  main: {
    define,
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: existing({
          index: 'src-main/app/index.ts',
          'engine-worker': 'src-main/engine/worker.ts',
          cli: 'src-main/cli/index.ts',
        }),
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
  renderer: !existsSync('src-renderer/views/study/StudyView.svelte')
    ? undefined
    : {
        root: 'src-renderer',
        plugins: [svelte()],
        build: {
          outDir: 'out/renderer',
          rolldownOptions: { input: 'src-renderer/index.html' },
        },
      },
});
