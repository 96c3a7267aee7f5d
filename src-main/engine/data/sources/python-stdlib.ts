import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { SourceOptions } from '../../../../src-shared/domain/data';
import { pythonTreeSource } from './python-tree';
import { DEFAULT_ROWS, syntheticSource } from './synthetic';
import type { Source, SourceContext } from './source';

const ASK_PYTHON =
  'import json, platform, sysconfig; print(json.dumps({"folder": sysconfig.get_path("stdlib"), ' +
  '"name": platform.python_implementation() + " " + platform.python_version()}))';

/**
 * Left out besides tests: what some distributions of Python package apart, so that one version of Python gives the same
 * rows everywhere, and what holds no functions of the library's own.
 */
const EXCLUDED_FOLDERS = new Set([
  'distutils',
  'ensurepip',
  'idlelib',
  'lib2to3',
  'pydoc_data',
  'tkinter',
  'turtledemo',
  'venv',
]);

interface InstalledPython {
  readonly folder: string;
  /** Implementation and version, e.g. `CPython 3.11.7`. */
  readonly name: string;
}

/** The standard library of the Python found on this computer; without one, generated pairs, and a notice. */
export async function pythonStandardLibrarySource(
  options: SourceOptions | undefined,
  context: SourceContext,
): Promise<Source> {
  const python = await findPython();
  if (!python) {
    const notice =
      'No Python with its standard library was found on this computer (python3 and python were tried), so generated ' +
      'synthetic functions stand in for it. Install Python 3 to train on real code.';
    return syntheticSource(`synthetic:${DEFAULT_ROWS}`, context, [notice]);
  }
  return pythonTreeSource(python.folder, options, context, {
    description: `Standard library of ${python.name}`,
    excludedFolders: EXCLUDED_FOLDERS,
  });
}

async function findPython(): Promise<InstalledPython | null> {
  for (const command of ['python3', 'python', ...(process.platform === 'win32' ? ['py'] : [])]) {
    const python = await askPython(command);
    if (python) return python;
  }
  return null;
}

async function askPython(command: string): Promise<InstalledPython | null> {
  try {
    // -I: neither the environment nor the working folder may change what is found.
    const { stdout } = await promisify(execFile)(command, ['-I', '-c', ASK_PYTHON], {
      timeout: 20_000,
      windowsHide: true,
    });
    const python = JSON.parse(stdout) as InstalledPython;
    return (await stat(python.folder)).isDirectory() ? python : null;
  } catch {
    // Not installed, a stub that only offers to install it, Python 2, or a library inside a zip file.
    return null;
  }
}
