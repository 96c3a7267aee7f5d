import path from 'node:path';
import { buildBench, removeBench } from './lib/build-bench.mjs';
import { runInTerminal } from './lib/children.mjs';
import { engineEnvironment } from './lib/engine-environment.mjs';
import { runMain } from './lib/main.mjs';
import { setUp } from './setup/setup.mjs';

runMain(async () => {
  await setUp({ needs: ['tensorflow'] });
  const folder = await buildBench();
  try {
    return await runInTerminal(process.execPath, [path.join(folder, 'bench.mjs'), ...process.argv.slice(2)], {
      // npm runs scripts in the root of the checkout; relative paths are meant from where the user called it.
      cwd: process.env.npm_lifecycle_event === 'bench' ? process.env.INIT_CWD : process.cwd(),
      env: await engineEnvironment(),
    });
  } finally {
    await removeBench(folder);
  }
});
