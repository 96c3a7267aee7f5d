import { runMain } from '../lib/main.mjs';
import { Cache } from './cache.mjs';
import { check } from './check.mjs';
import { cacheFolder } from './paths.mjs';
import { formatSeconds } from './progress.mjs';
import { setUp, testNeeds } from './setup.mjs';

const usage = `Usage: npm run setup [-- --check | --verify]
  (nothing)   provides everything that this checkout needs
  --check     tries every part out and prints a table of what works
  --verify    compares every file in the cache with its checksum as well; damaged parts are provided anew`;

async function main(parameters) {
  const [option] = parameters;
  if (parameters.length > 1 || (option && !['--check', '--verify'].includes(option))) {
    process.stderr.write(`${usage}\n`);
    return option === '--help' ? 0 : 2;
  }
  if (option === '--check') return (await check()) ? 0 : 1;
  const started = Date.now();
  if (option === '--verify') await verifyCache();
  await setUp({ needs: testNeeds(), retry: true, verbose: true });
  process.stderr.write(`Set-up is complete (${formatSeconds(Date.now() - started)}).\n`);
  return 0;
}

/** Says for each entry of the cache whether its files are as they were. */
async function verifyCache() {
  for (const { entry, damaged } of await new Cache(cacheFolder()).verify()) {
    const state = damaged.length === 0 ? 'as it was' : `damaged (${damaged.join(', ')}); it is provided anew`;
    process.stderr.write(`${entry}: ${state}\n`);
  }
}

runMain(() => main(process.argv.slice(2)));
