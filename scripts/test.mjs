import { mkdir, rm } from 'node:fs/promises';
import { buildIfChanged } from './lib/build-application.mjs';
import { runStep } from './lib/children.mjs';
import { engineEnvironment } from './lib/engine-environment.mjs';
import { runMain } from './lib/main.mjs';
import { countPlaywright, countVitest, summaryLine } from './lib/test-reports.mjs';
import { startVirtualDisplay } from './lib/virtual-display.mjs';
import { readJson } from './setup/files.mjs';
import { inModules, inRepository, repository } from './setup/paths.mjs';
import { findProgram } from './setup/processes.mjs';
import { setUp, testNeeds } from './setup/setup.mjs';

const kinds = ['unit', 'integration', 'e2e'];
const usage = `Usage: npm test [-- KIND... [PATH]]
  KIND   ${kinds.join(', ')}; without one, all
  PATH   only test files whose path below tests/KIND begins with it`;

runMain(async () => {
  const chosen = parse(process.argv.slice(2));
  if (!chosen) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  await setUp({ needs: testNeeds() });
  await buildIfChanged();
  // A virtual display where there is one, so that windows do not pop up in front of whoever runs the tests.
  const display = findProgram('Xvfb') ? await startVirtualDisplay() : null;
  try {
    const environment = { ...(await engineEnvironment()), ...(display ? { DISPLAY: display.display } : {}) };
    const results = [];
    const inVitest = chosen.kinds.filter((kind) => kind !== 'e2e');
    if (inVitest.length > 0) results.push(await runVitest(inVitest, chosen.path, environment));
    if (chosen.kinds.includes('e2e')) results.push(await runPlaywright(chosen.path, environment));
    return report(results);
  } finally {
    display?.stop();
  }
});

function parse(parameters) {
  const given = kinds.filter((kind) => parameters.includes(kind));
  const [path = '', ...more] = parameters.filter((parameter) => !kinds.includes(parameter));
  if (path.startsWith('-') || more.length > 0) return null;
  return { kinds: given.length > 0 ? given : kinds, path };
}

async function runVitest(chosenKinds, path, env) {
  const file = await freshReport('vitest');
  const status = await runStep(
    process.execPath,
    [
      inModules('vitest', 'vitest.mjs'),
      'run',
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...chosenKinds.map((kind) => `tests/${kind}/${path}`),
    ],
    { cwd: repository, env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return result('vitest', status, await readJson(file), countVitest);
}

async function runPlaywright(path, env) {
  const file = await freshReport('playwright');
  const status = await runStep(
    process.execPath,
    [inModules('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', `tests/e2e/${path}`],
    {
      cwd: repository,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  return result('playwright', status, await readJson(file), countPlaywright);
}

async function freshReport(runner) {
  const folder = inRepository('test-results', 'reports');
  const file = `${folder}/${runner}.json`;
  await mkdir(folder, { recursive: true });
  await rm(file, { force: true });
  return file;
}

/** A runner that wrote no report, ran nothing or failed as a whole counts as a failure: silence is not success. */
function result(runner, status, report, count) {
  const counts = report ? count(report) : { passed: 0, failed: 0 };
  const silent = counts.passed + counts.failed === 0;
  if (silent) process.stderr.write(`${runner} ran no test (exit status ${status}).\n`);
  const unexplained = counts.failed === 0 && (silent || status !== 0);
  return { runner, passed: counts.passed, failed: unexplained ? 1 : counts.failed };
}

function report(results) {
  const total = { passed: 0, failed: 0 };
  process.stdout.write('\n');
  for (const { runner, ...counts } of results) {
    process.stdout.write(`${runner}: ${summaryLine(counts)}\n`);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  process.stdout.write(`${summaryLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}
