import path from 'node:path';
import { torchEnvironment } from '../bench/python/provide-torch.mjs';
import { buildBench, removeBench } from './lib/build-bench.mjs';
import { runInTerminal } from './lib/children.mjs';
import { engineEnvironment } from './lib/engine-environment.mjs';
import { runMain } from './lib/main.mjs';
import { setUp } from './setup/setup.mjs';

/** Benchmarks that race against PyTorch. */
const races = ['peers', 'decode', 'epoch'];

runMain(async () => {
  const parameters = process.argv.slice(2);
  await setUp({ needs: ['tensorflow'] });
  const needsTorch = races.includes(parameters[0]) && !parameters.includes('--help');
  const python = needsTorch ? await torchEnvironment() : {};
  const folder = await buildBench();
  try {
    return await runInTerminal(process.execPath, [path.join(folder, 'bench.cjs'), ...parameters], {
      // npm runs scripts in the root of the checkout; relative paths are meant from where the user called it.
      cwd: process.env.npm_lifecycle_event === 'bench' ? process.env.INIT_CWD : process.cwd(),
      env: { ...(await engineEnvironment()), ...python },
    });
  } finally {
    await removeBench(folder);
  }
});
