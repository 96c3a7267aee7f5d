import { delimiter } from 'node:path';
import { UserError } from '../../src-shared/domain/errors';
import { builtFile } from '../../src-main/files/built-file';
import { readRuntimeManifest } from '../../src-main/engine/tensor/runtime-manifest';
import { inCheckout } from '../checkout';
import type { ContestantProgram } from './contestant';

/** In the order of the tables. */
export const CONTESTANTS = ['ours', 'expert', 'padded-expert', 'notebook', 'stock'] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

export const CONTESTANT_TITLES: Readonly<Record<ContestantName, string>> = {
  ours: 'Unroll',
  expert: 'PyTorch expert',
  'padded-expert': 'PyTorch expert, padded',
  notebook: 'PyTorch notebook',
  stock: 'TensorFlow.js autodiff',
};

/**
 * How to start a contestant. All inherit this process's environment, and so the same allocator settings.
 * @throws UserError where there is no PyTorch for one that needs it
 */
export function contestantProgram(name: ContestantName): ContestantProgram {
  const title = CONTESTANT_TITLES[name];
  const node = (program: string) => ({
    name: title,
    program: process.execPath,
    parameters: [builtFile(`${program}.cjs`)],
    environment: {},
  });
  switch (name) {
    case 'ours':
      return node('ours');
    case 'stock':
      return node('stock-tensorflow');
    case 'expert':
      return python(title, 'expert.py');
    case 'padded-expert':
      return python(title, 'expert.py', '--padded');
    case 'notebook':
      return python(title, 'notebook.py');
  }
}

function python(title: string, file: string, ...parameters: string[]): ContestantProgram {
  return {
    name: title,
    program: pythonWithTorch(title),
    parameters: [inCheckout('bench', 'peers', file), ...parameters],
    // The benchmarks leave no files in the sources, and the user's own packages stay out.
    environment: { PYTHONDONTWRITEBYTECODE: '1', PYTHONNOUSERSITE: '1', ...withoutOurLibraries() },
  };
}

/** PyTorch brings CUDA libraries of its own, in whose place those of our TensorFlow must not come. */
function withoutOurLibraries(): Record<string, string> {
  const tensorflow = readRuntimeManifest(import.meta.dirname)?.tensorflow;
  const ours = tensorflow?.kind === 'native' ? tensorflow.libraryPaths : [];
  const all = process.env['LD_LIBRARY_PATH'];
  if (ours.length === 0 || !all) return {};
  const others = all.split(delimiter).filter((folder) => !ours.includes(folder));
  return { LD_LIBRARY_PATH: others.join(delimiter) };
}

/** `scripts/bench.mjs` tells which Python has PyTorch, or why there is none. */
function pythonWithTorch(contestant: string): string {
  const python = process.env['UNROLL_BENCH_PYTHON'];
  if (!python)
    throw new UserError(
      `${contestant} needs PyTorch: ${process.env['UNROLL_BENCH_NO_PYTHON'] ?? 'UNROLL_BENCH_PYTHON names no Python'}`,
    );
  return python;
}
