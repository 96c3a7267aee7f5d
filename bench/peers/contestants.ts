import { bundledProgram, inCheckout } from '../checkout';
import type { ContestantProgram } from './contestant';

/** The contestants of the race, in the order of its tables. */
export const CONTESTANTS = ['ours', 'expert', 'notebook', 'stock'] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

export const CONTESTANT_TITLES: Readonly<Record<ContestantName, string>> = {
  ours: 'Unroll',
  expert: 'PyTorch expert',
  notebook: 'PyTorch notebook',
  stock: 'TensorFlow.js autodiff',
};

/**
 * How to start a contestant. All inherit this process's environment, and so the same allocator settings.
 * @param python a Python that has torch
 */
export function contestantProgram(name: ContestantName, python: string): ContestantProgram {
  const title = CONTESTANT_TITLES[name];
  switch (name) {
    case 'ours':
      return {
        name: title,
        program: process.execPath,
        parameters: [bundledProgram('ours')],
        environment: {},
      };
    case 'stock':
      return {
        name: title,
        program: process.execPath,
        parameters: [bundledProgram('stock-tensorflow')],
        environment: {},
      };
    case 'expert':
    case 'notebook':
      return {
        name: title,
        program: python,
        parameters: [inCheckout('bench', 'peers', `${name}.py`)],
        environment: { PYTHONDONTWRITEBYTECODE: '1' },
      };
  }
}
