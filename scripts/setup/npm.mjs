import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { repository } from './paths.mjs';
import { run } from './processes.mjs';
import { formatSize } from './progress.mjs';
import { folderSize } from './files.mjs';

/** Runs npm: the one that started this script, or else the one on PATH. */
function npm(parameters, options = {}) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...parameters], options);
  return run('npm', parameters, { ...options, shell: process.platform === 'win32' });
}

/**
 * Installs exactly what package-lock.json names; no package's own install script is run.
 *
 * @param {{ status(text: string): void }} task
 */
export async function installFromLock(task) {
  let fetched = 0;
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'], {
    cwd: repository,
    onOutput: (text) => {
      fetched += text.match(/^npm http (fetch|cache) .*\.tgz/gm)?.length ?? 0;
      task.status(`npm ci --ignore-scripts: ${fetched} packages fetched`);
    },
    message: { noise: /^npm http / },
  });
}

/**
 * Downloads a package archive from the npm registry, which npm checks against the registry's integrity value.
 *
 * @param {string} specifier name@version
 * @param {string} folder where the archive goes
 * @param {{ task: { status(text: string): void } }} options
 * @returns {Promise<string>} the archive (.tgz)
 */
export async function packFromRegistry(specifier, folder, { task }) {
  // npm writes the archive at the end, its own cache meanwhile; a private cache shows how far the download is.
  const cache = path.join(folder, 'npm-cache');
  const timer = setInterval(
    async () => task.status(`downloading ${specifier}: ${formatSize(await folderSize(cache))}`),
    500,
  );
  try {
    await npm(['pack', specifier, '--silent', '--cache', cache, '--pack-destination', folder], {
      cwd: folder,
    });
  } finally {
    clearInterval(timer);
  }
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack ${specifier} wrote no archive.`);
  return path.join(folder, archive);
}
