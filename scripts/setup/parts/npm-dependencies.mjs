import { SetupError } from '../errors.mjs';
import { readJson } from '../files.mjs';
import { installFromLock } from '../npm.mjs';
import { inModules, packageLock } from '../paths.mjs';

/**
 * The packages of package-lock.json, without their install scripts. npm writes node_modules/.package-lock.json at the
 * end of an installation, so an interrupted one is recognised by its absence.
 */
export const npmDependencies = {
  name: 'npmDependencies',
  title: () => 'npm packages from package-lock.json',

  async find() {
    const installed = await readJson(inModules('.package-lock.json'));
    return installed && differences(packageLock(), installed).length === 0
      ? { origin: 'package-lock.json' }
      : null;
  },

  async provide(_context, task) {
    task.status('npm ci --ignore-scripts');
    try {
      await installFromLock(task);
    } catch (error) {
      throw new SetupError(
        `The npm packages could not be installed. Tried: npm ci --ignore-scripts\n  ${error.message.replaceAll('\n', '\n  ')}\n` +
          'What to do: check the network and the npm registry (`npm ping`), then run it again.',
        { cause: error },
      );
    }
    return { origin: 'package-lock.json' };
  },

  summary: () => `${Object.keys(packageLock().packages).length - 1} packages`,
  install: async () => {},
  record: () => ({}),
};

/**
 * The packages (paths below the checkout) that the lock file names and that are missing or of another version.
 *
 * @param {{ packages: Record<string, any> }} lock package-lock.json
 * @param {{ packages: Record<string, any> }} installed node_modules/.package-lock.json
 */
export function differences(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path, wanted]) => {
      if (path === '') return false;
      const present = installed.packages?.[path];
      // Optional packages are those of other platforms.
      if (!present) return !wanted.optional;
      return present.version !== wanted.version || present.integrity !== wanted.integrity;
    })
    .map(([path]) => path);
}
