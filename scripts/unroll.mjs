import { buildIfChanged } from './lib/build-application.mjs';
import { runCommandLine } from './lib/command-line.mjs';
import { runMain } from './lib/main.mjs';
import { commandLineNeeds, setUp } from './setup/setup.mjs';

runMain(async () => {
  await setUp({ needs: commandLineNeeds });
  await buildIfChanged();
  return runCommandLine(process.argv.slice(2));
});
