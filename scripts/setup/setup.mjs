import { createHash } from 'node:crypto';
import { Cache } from './cache.mjs';
import { SetupError } from './errors.mjs';
import { interruptible } from './interruption.mjs';
import { withLock } from './lock.mjs';
import { betterSqlite3 } from './parts/better-sqlite3.mjs';
import { electron } from './parts/electron.mjs';
import { fusedKernels } from './parts/fused-kernels.mjs';
import { npmDependencies } from './parts/npm-dependencies.mjs';
import { systemLibraries } from './parts/system-libraries.mjs';
import { tensorflow } from './parts/tfjs-binding.mjs';
import { cacheFolder, repository } from './paths.mjs';
import { Progress } from './progress.mjs';
import { recordRuntime } from './runtime.mjs';

/** What the command line needs; the desktop application needs Electron besides. */
export const commandLineNeeds = ['tensorflow', 'betterSqlite3'];
export const desktopNeeds = ['tensorflow', 'betterSqlite3', 'electron'];

/** True where windows can only be shown on a virtual display. */
export const hasNoDisplay = (environment = process.env) =>
  process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY;

/** The desktop's needs and, where there is no display, a virtual one: what the tests need, and set-up by itself provides. */
export const testNeeds = () => (hasNoDisplay() ? [...desktopNeeds, 'xvfb'] : desktopNeeds);

/**
 * Provides what this checkout needs. Parts that are there cost a few file checks; others are provided and shown with
 * their progress on standard error. Interrupted at any moment, the next run continues.
 *
 * @param {{ needs: string[], retry?: boolean, verbose?: boolean }} options `retry`: try better ways again where an
 *   earlier set-up had to be content with a lesser one; `verbose`: one line also for each part that is there
 * @returns {Promise<Record<string, object>>} the product of each part
 * @throws {SetupError} worded for the person at the terminal
 */
export async function setUp({ needs, retry = false, verbose = false }) {
  const cache = new Cache(cacheFolder());
  const context = { cache, retry, needs };
  const parts = partsFor(needs);
  const found = new Map();
  if (await npmDependencies.find(context)) {
    for (const part of parts) found.set(part, await part.find(context));
  }
  const message = 'Set-up was interrupted; run it again to continue.';
  await interruptible({ message, cleanUp: () => cache.discardStagings() }, async () => {
    if (parts.some((part) => !found.get(part))) await provideMissing(parts, context, verbose, found);
    else if (verbose) reportAll(parts, found);
    for (const part of parts) await part.install(found.get(part));
    await recordRuntime(Object.assign({}, ...parts.map((part) => part.record(found.get(part)))));
  });
  return Object.fromEntries(parts.map((part) => [part.name, found.get(part)]));
}

const partsFor = (needs) => [
  npmDependencies,
  ...(needs.includes('electron') ? [electron] : []),
  ...(needs.includes('tensorflow') ? [tensorflow, fusedKernels] : []),
  ...(needs.includes('betterSqlite3') ? [betterSqlite3] : []),
  ...(needs.includes('electron') ? [systemLibraries] : []),
];

function reportAll(parts, found) {
  const progress = new Progress({ total: parts.length });
  parts.forEach((part, index) =>
    progress.say(`[${index + 1}/${parts.length}] ${part.title()} … ready: ${part.summary(found.get(part))}`),
  );
}

/** One set-up at a time per checkout; other checkouts meet only at the entries of the cache, which have their locks. */
async function provideMissing(parts, context, verbose, found) {
  const progress = new Progress({ total: parts.length });
  const checkout = createHash('sha256').update(repository).digest('hex').slice(0, 16);
  const waiting = ({ pid }) =>
    progress.say(`Another set-up of this checkout is running (process ${pid}); waiting for it.`);
  await withLock(
    context.cache.lockFolder(`checkout-${checkout}`),
    async () => {
      progress.say(`Setting up Unroll; what is downloaded and built is kept in ${context.cache.folder}`);
      const provide = (part) =>
        provideOne(part, { context, progress, number: parts.indexOf(part) + 1, verbose, found });
      await provide(npmDependencies);
      // Some parts need another; everything else is independent: downloads fill the time that compilers take.
      const after = new Map([
        [electron, systemLibraries],
        [tensorflow, fusedKernels],
      ]);
      const followers = [npmDependencies, ...after.values()];
      const chains = parts
        .filter((part) => !followers.includes(part))
        .map(async (part) => {
          await provide(part);
          if (after.has(part)) await provide(after.get(part));
        });
      const failures = (await Promise.allSettled(chains)).filter(({ status }) => status === 'rejected');
      if (failures.length > 0) throw combined(failures.map(({ reason }) => reason));
    },
    waiting,
  );
}

async function provideOne(part, { context, progress, number, verbose, found }) {
  const present = await part.find(context);
  if (present) {
    found.set(part, present);
    if (verbose) progress.task(number, part.title()).done(`ready: ${part.summary(present)}`);
    return;
  }
  const task = progress.task(number, part.title());
  task.waiting = ({ pid }) => task.say(`another set-up (process ${pid}) is preparing it; waiting`);
  try {
    const product = await part.provide(context, task);
    found.set(part, product);
    task.done(part.summary(product));
  } catch (error) {
    task.failed();
    throw error;
  }
}

function combined(errors) {
  const unexpected = errors.find((error) => !(error instanceof SetupError));
  return unexpected ?? new SetupError(errors.map((error) => error.message).join('\n\n'));
}
