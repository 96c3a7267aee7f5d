import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { splitExamples } from '../../../../../src-main/engine/data/split';
import {
  loadedExamples,
  quietContext,
  quietWork,
  readSource,
  temporaryFolder,
} from '../../../../helpers/data';

const load = () => readSource({ location: 'python:stdlib' }, quietContext());

afterEach(() => vi.unstubAllEnvs());

describe('python:stdlib', () => {
  it('reads thousands of real functions of the Python on this computer, the same split each time', async () => {
    const version = execFileSync('python3', ['-c', 'import platform; print(platform.python_version())'], {
      encoding: 'utf8',
    }).trim();
    const first = await load();
    expect(first.description).toContain(version);
    expect(first.notices).toEqual([]);
    expect(first.examples.length).toBeGreaterThan(2500);
    expect(first.skipped['dunder method']).toBeGreaterThan(100);
    expect(first.examples).toContainEqual({
      docstring:
        "Join two or more pathname components, inserting '/' as needed. If any component is an absolute path, all previous path components will be discarded. An empty last part will result in a path that ends with a separator.",
      code: expect.stringMatching(/^def join\(a, \*p\):\n(?!.*""")/) as string,
    });
    const configuration = { TRAIN_SIZE: 1500, VAL_SIZE: 200, TEST_SIZE: 200, SEED: 42 };
    const splitOf = ({ examples, description }: Awaited<ReturnType<typeof load>>) =>
      splitExamples(
        loadedExamples(examples),
        configuration,
        { location: 'python:stdlib', description },
        quietWork,
      );
    const split = await splitOf(first);
    const again = await splitOf(await load());
    expect(split.record.scaledDown).toBe(false);
    expect(again.record.hash).toBe(split.record.hash);
  });

  it('is replaced by synthetic functions, with a notice, when no Python is found', async () => {
    vi.stubEnv('PATH', await temporaryFolder());
    const { examples, description, notices } = await load();
    expect(examples.length).toBeGreaterThan(1900);
    expect(description).toMatch(/synthetic/);
    expect(notices).toEqual([expect.stringMatching(/^No Python .* was found on this computer/)]);
  });
});
