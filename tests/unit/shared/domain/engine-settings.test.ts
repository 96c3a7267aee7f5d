import { expect, it } from 'vitest';
import {
  chooseSettings,
  settingsAsEnvironment,
  settingsInEnvironment,
  type SettingsSource,
} from '../../../../src-shared/domain/engine-settings';
import { UserError } from '../../../../src-shared/domain/errors';

const source = (name: string, values: SettingsSource['values']): SettingsSource => ({
  values,
  names: { device: `${name} device`, threads: `${name} threads` },
});

it('takes each setting from the first place that gives it, and is automatic where none does', () => {
  const option = source('option', { device: 'cuda' });
  const file = source('file', { device: 'cpu', threads: 3 });
  expect(chooseSettings([option, file], 4)).toEqual({ device: 'cuda', threads: 3 });
  expect(chooseSettings([option], 4)).toEqual({ device: 'cuda', threads: 'automatic' });
});

it('does not look at a wrong value that an earlier place outdoes', () => {
  const file = source('file', { device: 'abacus', threads: 99 });
  expect(chooseSettings([source('option', { device: 'cpu', threads: '2' }), file], 4)).toEqual({
    device: 'cpu',
    threads: 2,
  });
});

it.each([0, 5, 1.5, '5', '-1', '2 threads', '', null, true])(
  'refuses %j threads on four processors',
  (threads) => {
    expect(() => chooseSettings([source('file', { threads })], 4)).toThrow(
      new UserError(
        `file threads is ${JSON.stringify(threads)}; it must be automatic or a whole number from 1 to 4, the processors of this computer`,
      ),
    );
  },
);

it.each(['gpu', 'CPU', '', null, 1])('refuses the device %j', (device) => {
  expect(() => chooseSettings([source('file', { device })], 4)).toThrow(
    new UserError(`file device is ${JSON.stringify(device)}; it must be automatic, cpu or cuda`),
  );
});

it('reads from the environment what it wrote there', () => {
  for (const settings of [
    { device: 'cpu', threads: 2 },
    { device: 'automatic', threads: 'automatic' },
  ] as const)
    expect(chooseSettings([settingsInEnvironment(settingsAsEnvironment(settings))], 4)).toEqual(settings);
});

it('names the environment variable that holds a wrong value, and takes an empty one for none', () => {
  const read = (environment: Record<string, string>) =>
    chooseSettings([settingsInEnvironment(environment)], 2);
  expect(() => read({ UNROLL_THREADS: '3' })).toThrow(/^UNROLL_THREADS is "3"/);
  expect(() => read({ UNROLL_DEVICE: 'gpu' })).toThrow(/^UNROLL_DEVICE is "gpu"/);
  expect(read({ UNROLL_DEVICE: '', UNROLL_THREADS: '' })).toEqual({
    device: 'automatic',
    threads: 'automatic',
  });
});
