import { expect, it, vi } from 'vitest';
import type { Run } from '../../../../src-shared/domain/run';
import { writeThing } from '../../../../src-renderer/state/run-files';
import { connectBridge } from '../bridge';

const run = { id: 'r1', architecture: 'lstm' } as Run;

it('proposes a name, and writes where the user says', async () => {
  const [placed, written] = [vi.fn(), vi.fn()];
  connectBridge({
    'data.place': (input) => {
      placed(input);
      return '/elsewhere/run.zip';
    },
    'runs.bundle': (input) => {
      written(input);
      return null;
    },
  });
  expect(await writeThing('bundle', run, 'A: study')).toBe('/elsewhere/run.zip');
  expect(placed).toHaveBeenCalledWith({ what: 'bundle', name: 'A-study-lstm.zip' });
  expect(written).toHaveBeenCalledWith({ run: 'r1', path: '/elsewhere/run.zip' });
});

it('exports into a new folder, in the format that was asked for', async () => {
  const written = vi.fn();
  connectBridge({
    'data.place': ({ what, name }) => `/elsewhere/${what}/${name}`,
    'runs.export': (input) => {
      written(input);
      return null;
    },
  });
  await writeThing('notebook', run, 'A study');
  const path = '/elsewhere/folder/A-study-lstm-notebook';
  expect(written).toHaveBeenCalledWith({ run: 'r1', path, format: 'notebook' });
});

it('writes nothing when the dialog is cancelled', async () => {
  connectBridge({ 'data.place': () => null });
  expect(await writeThing('passport', run, 'A study')).toBeNull();
});
