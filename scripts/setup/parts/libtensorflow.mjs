import * as fs from 'node:fs/promises';
import path from 'node:path';
import { cLibrary, platformKey } from '../paths.mjs';
import { formatShare } from '../progress.mjs';
import { downloadWheel } from '../python.mjs';
import { chooseWheel, cudaRequirements, tensorflowVersion } from '../tensorflow-wheels.mjs';
import { unzip } from '../zip.mjs';

// The headers that the binding's `#include <tensorflow/c/...>` lead to; the wheel's other 280 MB are for C++ users.
const headerFolders = ['tensorflow/c/', 'tensorflow/core/platform/', 'tsl/platform/', 'xla/tsl/c/'];

/** The identity of the cache entry with the C library for a device. */
export const libtensorflowIdentity = (device) => ({
  part: 'libtensorflow',
  key: `${tensorflowVersion}-${platformKey()}-${device}`,
  version: tensorflowVersion,
});

/** The wheel for this computer. @throws an Error where no wheel carries the library */
function wheelFor(device) {
  const wheel = chooseWheel({ platform: process.platform, arch: process.arch, cLibrary: cLibrary(), device });
  if (!wheel)
    throw new Error(`no Python wheel carries libtensorflow ${tensorflowVersion} for ${platformKey()}`);
  return wheel;
}

/**
 * The TensorFlow C library with its headers, from a Python wheel; for CUDA with NVIDIA's runtime libraries, from the
 * wheels that TensorFlow's extra `and-cuda` names. The entry holds `include/`, `lib/` and perhaps `cuda/NAME/lib/`; the
 * manifest's `details.libraryPaths` are the folders that the dynamic linker must know, relative to the entry.
 *
 * @param {import('../cache.mjs').Cache} cache
 * @param {'cpu' | 'cuda'} device
 * @param {{ status(text: string): void, waiting(owner: { pid: number }): void }} task
 */
export async function provideLibtensorflow(cache, device, task) {
  const wheel = wheelFor(device);
  return cache.obtain(
    libtensorflowIdentity(device),
    async (entry) => {
      const downloads = path.join(entry, '..', 'downloads');
      await fs.mkdir(downloads, { recursive: true });
      const file = await downloadWheel(wheel.requirement, { ...wheel, folder: downloads, task });
      const metadata = await unpackLibrary(file, entry, wheel.libraries, task);
      const libraryPaths = wheel.withCuda
        ? await addCudaLibraries(metadata, { entry, downloads, wheel, task })
        : [];
      await fs.rm(downloads, { recursive: true });
      return { origin: `Python wheel ${wheel.requirement}`, details: { libraryPaths } };
    },
    task.waiting,
  );
}

/** Unpacks the library, the headers and the licence; gives the wheel's METADATA text. */
async function unpackLibrary(file, entry, libraries, task) {
  await unzip(file, entry, {
    rename: (name) => {
      if (/^[^/]+\.dist-info\/METADATA$/.test(name)) return 'METADATA';
      if (/^[^/]+\.dist-info\/(licenses\/)?LICENSE$/.test(name)) return 'LICENSE';
      if (libraries.includes(name.replace('tensorflow/', ''))) return `lib/${path.basename(name)}`;
      const header = /^tensorflow\/include\/(.+\.h)$/.exec(name)?.[1];
      return header && headerFolders.some((folder) => header.startsWith(folder)) ? `include/${header}` : null;
    },
    onProgress: (done, total) => task.status(`unpacking ${formatShare(done, total)}`),
  });
  for (const library of libraries) {
    await fs.access(path.join(entry, 'lib', library)).catch(() => {
      throw new Error(`the wheel ${path.basename(file)} holds no tensorflow/${library}`);
    });
  }
  await addLinkerNames(path.join(entry, 'lib'), libraries);
  return fs.readFile(path.join(entry, 'METADATA'), 'utf8');
}

/** The names that the binding's build file asks the linker for: `-ltensorflow`, on macOS `libtensorflow.2.dylib`. */
async function addLinkerNames(folder, [library, framework]) {
  if (process.platform === 'darwin') return fs.symlink(library, path.join(folder, 'libtensorflow.2.dylib'));
  await fs.symlink(library, path.join(folder, 'libtensorflow.so'));
  await fs.symlink(framework, path.join(folder, 'libtensorflow_framework.so'));
}

async function addCudaLibraries(metadata, { entry, downloads, wheel, task }) {
  const requirements = cudaRequirements(metadata);
  if (requirements.length === 0)
    throw new Error(`${wheel.requirement} names no CUDA libraries (extra and-cuda)`);
  for (const requirement of requirements) {
    const folder = path.join(downloads, requirement.replace(/[^\w.-]/g, '_'));
    await fs.mkdir(folder);
    const file = await downloadWheel(requirement, { platforms: wheel.platforms, folder, task });
    await unzip(file, path.join(entry, 'cuda'), {
      rename: (name) => /^nvidia\/([^/]+\/lib\/[^/]+\.so[^/]*)$/.exec(name)?.[1] ?? null,
    });
    await fs.rm(folder, { recursive: true });
  }
  const parts = await fs.readdir(path.join(entry, 'cuda'));
  return parts.sort().map((part) => `cuda/${part}/lib`);
}
