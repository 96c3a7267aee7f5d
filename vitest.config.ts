import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['tests/{unit,integration}/**/*.test.ts'],
    // Native bindings keep process-wide state, so test files get processes of their own.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // One thread: tests of replicas say so themselves.
    env: { TF_CPP_MIN_LOG_LEVEL: '3', UNROLL_THREADS: '1' },
  },
});
