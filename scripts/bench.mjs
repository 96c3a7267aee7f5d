import path from 'node:path';
import { requireGpuFor } from '../bench/gpu/require-gpu.mjs';
import { torchEnvironment } from '../bench/python/provide-torch.mjs';
import { buildIfChanged } from './lib/build-application.mjs';
import { buildBench, removeBench } from './lib/build-bench.mjs';
import { runInTerminal } from './lib/children.mjs';
import { engineEnvironment } from './lib/engine-environment.mjs';
import { runMain } from './lib/main.mjs';
import { startVirtualDisplay } from './lib/virtual-display.mjs';
import { findProgram } from './setup/processes.mjs';
import { setUp, testNeeds } from './setup/setup.mjs';

/** Benchmarks that race against PyTorch. */
const races = ['peers', 'decode', 'epoch', 'gpu'];
/** Benchmarks that open the application's window. */
const windows = ['answers', 'application', 'interface'];
/** What works with the built application, by its command line. */
const commandLines = ['study'];
/** The benchmark for which set-up tries again to provide the CUDA build, had it been content with the CPU's. */
const gpus = ['gpu'];

runMain(async () => {
  const parameters = process.argv.slice(2);
  const runs = (names) => names.includes(parameters[0]) && !parameters.includes('--help');
  if (runs(gpus)) await requireGpuFor(parameters);
  await setUp({ needs: runs(windows) ? testNeeds() : ['tensorflow'], retry: runs(gpus) });
  if (runs(windows) || runs(commandLines)) await buildIfChanged();
  const python = runs(races) ? await torchEnvironment() : {};
  // A virtual display where there is one, so that no window covers what somebody works at.
  const display = runs(windows) && findProgram('Xvfb') ? await startVirtualDisplay() : null;
  const folder = await buildBench();
  try {
    return await runInTerminal(process.execPath, [path.join(folder, 'bench.cjs'), ...parameters], {
      // npm runs scripts in the root of the checkout; relative paths are meant from where the user called it.
      cwd: process.env.npm_lifecycle_event === 'bench' ? process.env.INIT_CWD : process.cwd(),
      env: { ...(await engineEnvironment()), ...python, ...(display ? { DISPLAY: display.display } : {}) },
    });
  } finally {
    display?.stop();
    await removeBench(folder);
  }
});
