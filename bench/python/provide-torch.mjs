import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { Cache } from '../../scripts/setup/cache.mjs';
import { SetupError } from '../../scripts/setup/errors.mjs';
import { folderSize } from '../../scripts/setup/files.mjs';
import { interruptible } from '../../scripts/setup/interruption.mjs';
import { cacheFolder, inRepository, platformKey } from '../../scripts/setup/paths.mjs';
import { run } from '../../scripts/setup/processes.mjs';
import { formatSize, Progress } from '../../scripts/setup/progress.mjs';
import { pythonWithPip } from '../../scripts/setup/python.mjs';

const requirements = inRepository('bench', 'python', 'requirements.txt');
const installHours = 1;

/**
 * The environment in which the Python contestants find PyTorch: a virtual environment in the user-level cache, made on
 * first use. With UNROLL_BENCH_PYTHON set, that Python is taken as it is.
 *
 * @returns {Promise<{ UNROLL_BENCH_PYTHON: string } | { UNROLL_BENCH_NO_PYTHON: string }>} the Python to run, or why there
 *   is none: the other contestants can do without
 */
export async function torchEnvironment(environment = process.env) {
  if (environment.UNROLL_BENCH_PYTHON) return { UNROLL_BENCH_PYTHON: environment.UNROLL_BENCH_PYTHON };
  const cache = new Cache(cacheFolder());
  const message = 'Installing PyTorch was interrupted; it begins anew next time.';
  try {
    return await interruptible({ message, cleanUp: () => cache.discardStagings() }, () => provide(cache));
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const remedy = `make sure that Python 3.10 or later is there with venv and pip and can reach its package index, or name a Python that has ${await pinned()} in UNROLL_BENCH_PYTHON`;
    return { UNROLL_BENCH_NO_PYTHON: `${error.message}\nWhat to do: ${remedy}.` };
  }
}

async function provide(cache) {
  const [program, ...parameters] = await pythonWithPip();
  const { stdout } = await run(program, [
    ...parameters,
    '-c',
    'import sys; print("%d.%d" % sys.version_info[:2])',
  ]);
  const pins = await pinned();
  const digest = createHash('sha256').update(pins).digest('hex').slice(0, 12);
  const identity = { part: 'torch', key: `${digest}-python${stdout.trim()}-${platformKey()}`, version: pins };
  const progress = new Progress({ total: 1 });
  const waiting = ({ pid }) =>
    progress.say(`Another process (${pid}) is installing PyTorch; waiting for it.`);
  const { folder } = await cache.obtain(
    identity,
    (entry) => install([program, ...parameters], entry, progress.task(1, pins)),
    waiting,
  );
  return { UNROLL_BENCH_PYTHON: pythonOf(folder) };
}

async function install([program, ...parameters], entry, task) {
  const timer = setInterval(
    async () => task.status(`installing, ${formatSize(await folderSize(path.join(entry, '..')))}`),
    5000,
  );
  try {
    await run(program, [...parameters, '-m', 'venv', path.join(entry, 'environment')]);
    const temporary = path.join(entry, '..', 'pip');
    await fs.mkdir(temporary, { recursive: true });
    await run(
      pythonOf(entry),
      [
        ...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-cache-dir', '--progress-bar', 'off'],
        ...['-r', requirements],
      ],
      { env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary }, timeout: installHours * 3_600_000 },
    );
    await run(pythonOf(entry), ['-c', 'import torch, numpy; torch.ones(2, 2) @ torch.ones(2, 2)']);
    task.done('ready');
    return { origin: 'Python packages' };
  } catch (error) {
    task.failed();
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function pythonOf(folder) {
  const environment = path.join(folder, 'environment');
  return process.platform === 'win32'
    ? path.join(environment, 'Scripts', 'python.exe')
    : path.join(environment, 'bin', 'python');
}

/** `torch==2.15.0 numpy==2.4.6` */
const pinned = async () => (await fs.readFile(requirements, 'utf8')).trim().replaceAll('\n', ' ');
