import { runStep } from './lib/children.mjs';
import { runMain } from './lib/main.mjs';
import { summaryLine } from './lib/test-reports.mjs';
import { inModules, repository } from './setup/paths.mjs';
import { setUp } from './setup/setup.mjs';

/** What every commit must pass; all are run, so that one round shows everything. */
const checks = [
  { name: 'ESLint', script: ['eslint', 'bin', 'eslint.js'], parameters: ['.', '--max-warnings', '0'] },
  {
    name: 'TypeScript',
    script: ['typescript', 'bin', 'tsc'],
    parameters: ['--noEmit', '-p', 'tsconfig.json'],
  },
  {
    name: 'Svelte',
    script: ['svelte-check', 'bin', 'svelte-check'],
    parameters: ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  {
    name: 'Prettier',
    script: ['prettier', 'bin', 'prettier.cjs'],
    parameters: ['--check', '--log-level', 'warn', '.'],
  },
];

runMain(async () => {
  await setUp({ needs: [] });
  const failed = [];
  for (const { name, script, parameters } of checks) {
    process.stdout.write(`\n${name}\n`);
    const status = await runStep(process.execPath, [inModules(...script), ...parameters], {
      cwd: repository,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) failed.push(name);
  }
  const verdict = failed.length > 0 ? `Failed: ${failed.join(', ')}` : 'All checks passed';
  process.stdout.write(
    `\n${verdict}\n${summaryLine({ passed: checks.length - failed.length, failed: failed.length })}\n`,
  );
  return failed.length === 0 ? 0 : 1;
});
