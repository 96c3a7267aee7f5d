import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of this checkout. */
export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A path inside this checkout. */
export const inRepository = (...parts) => path.join(repository, ...parts);

/** A path inside this checkout's node_modules. */
export const inModules = (...parts) => path.join(repository, 'node_modules', ...parts);

/** The user-level cache folder that all checkouts share. */
export function cacheFolder(environment = process.env, platform = process.platform, home = homedir()) {
  if (environment.UNROLL_CACHE) return path.resolve(environment.UNROLL_CACHE);
  if (environment.XDG_CACHE_HOME) return path.join(environment.XDG_CACHE_HOME, 'unroll');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'unroll');
  if (platform === 'win32') {
    return path.join(environment.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'unroll', 'cache');
  }
  return path.join(home, '.cache', 'unroll');
}

/** The C library, since Linux binaries built for one do not run on the other. */
export function cLibrary() {
  if (process.platform !== 'linux') return '';
  return existsSync('/etc/alpine-release') ? 'musl' : 'glibc';
}

/** `linux-x64`, `darwin-arm64`, `linux-x64-musl`...: part of every cache key. */
export const platformKey = () =>
  [process.platform, process.arch, cLibrary() === 'musl' ? 'musl' : ''].filter(Boolean).join('-');

let lockFile;

/** The parsed package-lock.json of this checkout. */
export function packageLock() {
  lockFile ??= JSON.parse(readFileSync(inRepository('package-lock.json'), 'utf8'));
  return lockFile;
}

/** The version that package-lock.json pins for a package. */
export function lockedVersion(packageName) {
  const entry = packageLock().packages[`node_modules/${packageName}`];
  if (!entry) throw new Error(`package-lock.json has no entry for ${packageName}; restore it from git.`);
  return entry.version;
}
