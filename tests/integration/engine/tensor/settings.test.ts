import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { whyPortable, selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import { UserError } from '../../../../src-shared/domain/errors';

/** The backend is chosen once in a process, so the refusals come first. */
afterEach(() => vi.unstubAllEnvs());

it('refuses to compute with settings that are wrong', async () => {
  vi.stubEnv('UNROLL_THREADS', '0');
  await expect(selectBackend()).rejects.toThrow(
    new UserError(
      `UNROLL_THREADS is "0"; it must be automatic or a whole number from 1 to ${availableParallelism()}, the processors of this computer`,
    ),
  );
});

it.skipIf(process.env['UNROLL_DEVICE'] === 'cuda')('refuses a GPU that is not there', async () => {
  vi.stubEnv('UNROLL_DEVICE', 'cuda');
  await expect(selectBackend()).rejects.toThrow(
    /The device is set to cuda, but TensorFlow sees no NVIDIA GPU/,
  );
});

it.skipIf(whyPortable() !== null || process.platform !== 'linux')(
  'computes with the threads and the device of the settings, and says so',
  async () => {
    vi.stubEnv('UNROLL_THREADS', '1');
    vi.stubEnv('UNROLL_DEVICE', 'cpu');
    const { description } = await selectBackend();
    expect(description).toMatchObject({ device: 'CPU', threads: 1 });
    const names = readdirSync('/proc/self/task').map((task) =>
      readFileSync(`/proc/self/task/${task}/comm`, 'utf8').trim(),
    );
    expect(names.filter((name) => name === 'tf_Compute')).toHaveLength(1);
  },
);
