import { defineConfig } from '@playwright/test';

/** Tests of the real application; set-up provides its Electron, so no browser is downloaded. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/e2e',
  // Every test trains; two at once would take each other's processors.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
});
