import { buildIfChanged } from './lib/build-application.mjs';
import { runMain } from './lib/main.mjs';
import { setUp } from './setup/setup.mjs';

runMain(async () => {
  await setUp({ needs: [] });
  await buildIfChanged();
  return 0;
});
