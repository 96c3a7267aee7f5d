import { readdirSync } from 'node:fs';
import path from 'node:path';
import { debianPackages, knownPackages, missingLibraries } from '../debian-packages.mjs';
import { SetupError } from '../errors.mjs';
import { withLock } from '../lock.mjs';
import { findProgram, run } from '../processes.mjs';
import { electron, electronExecutable } from './electron.mjs';

/**
 * The shared libraries that Electron links with on Linux and, where tests run without a display, the virtual display
 * server Xvfb. They belong to the system, not to the cache: installed when set-up runs as root on a Debian-like
 * system; else the command to do so is the error message.
 */
export const systemLibraries = {
  name: 'systemLibraries',
  title: () => 'system libraries for Electron',

  async find(context) {
    const wants = await missing(context);
    return wants && wants.libraries.length === 0 && wants.programs.length === 0 ? { installed: [] } : null;
  },

  async provide(context, task) {
    const wants = await missing(context);
    const wanted = describe(wants);
    if (!findProgram('apt-get')) throw new SetupError(adviceWithoutApt(wants));
    if (process.getuid() !== 0) {
      const { packages } = debianPackages(wants.libraries, await packageLists());
      throw new SetupError(
        `Electron needs parts of the system that are not installed: ${wanted}.\nWhat to do: ` +
          `sudo apt-get install ${[...packages, ...wants.programs].join(' ')}`,
      );
    }
    return withLock(
      context.cache.lockFolder('apt-get'),
      () => installAsRoot(context, wants, task),
      task.waiting,
    );
  },

  summary: ({ installed }) => (installed.length > 0 ? `installed ${installed.join(', ')}` : 'all there'),
  install: async () => {},
  record: () => ({}),
};

/** What is missing; null while Electron itself is. */
async function missing(context) {
  if (process.platform !== 'linux') return { libraries: [], programs: [] };
  const entry = await electron.find(context);
  if (!entry) return null;
  const programs = context.needs.includes('xvfb') && !findProgram('Xvfb') ? ['xvfb'] : [];
  return { libraries: await unresolvedLibraries(electronExecutable(entry)), programs };
}

/** The libraries that the dynamic linker cannot find for Electron's executable and the libraries beside it. */
export async function unresolvedLibraries(executable) {
  const folder = path.dirname(executable);
  const own = readdirSync(folder).filter((name) => /\.so(\.\d+)*$/.test(name));
  const { stdout } = await run('ldd', [executable, ...own.map((name) => path.join(folder, name))], {
    env: { LC_ALL: 'C' },
  });
  return missingLibraries(stdout).filter((library) => !own.includes(library));
}

const describe = ({ libraries, programs }) => [...libraries, ...programs].join(', ');

async function installAsRoot(context, wants, task) {
  const apt = ['-o', 'DPkg::Lock::Timeout=300'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  task.say(`missing: ${describe(wants)}; running as root, so they are installed with apt-get`);
  try {
    task.status('apt-get update');
    await run('apt-get', [...apt, 'update'], { env, timeout: 300_000 });
    const { packages, unknown } = debianPackages(wants.libraries, await packageLists());
    if (unknown.length > 0) throw new Error(`no package is known for ${unknown.join(', ')}`);
    const names = [...packages, ...wants.programs];
    task.status(`apt-get install ${names.join(' ')}`);
    await run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...names], {
      env,
      timeout: 900_000,
    });
    const left = await missing(context);
    if (describe(left)) throw new Error(`still missing after the installation: ${describe(left)}`);
    return { installed: names };
  } catch (error) {
    throw new SetupError(
      `Electron needs parts of the system that are not installed: ${describe(wants)}. Tried: apt-get as root\n  ` +
        `${error.message.replaceAll('\n', '\n  ')}\nWhat to do: install the packages that hold them, and run it again.`,
      { cause: error },
    );
  }
}

/** A test for whether this computer's package lists know a package by that name. */
async function packageLists() {
  const { stdout } = await run('apt-cache', ['policy', ...knownPackages], { env: { LC_ALL: 'C' } });
  const available = new Set(
    [...stdout.matchAll(/^(\S+):\n\s+Installed: .*\n\s+Candidate: (?!\(none\))/gm)].map((match) => match[1]),
  );
  return (name) => available.has(name);
}

function adviceWithoutApt({ libraries, programs }) {
  const dnf = findProgram('dnf');
  const provided = [
    ...libraries.map((library) => `'${library}()(64bit)'`),
    ...programs.map(() => 'xorg-x11-server-Xvfb'),
  ];
  const how = dnf
    ? `sudo dnf install ${provided.join(' ')}`
    : 'install the packages of your distribution that hold them, with its own package manager';
  return `Electron needs parts of the system that are not installed: ${describe({ libraries, programs })}.\nWhat to do: ${how}`;
}
