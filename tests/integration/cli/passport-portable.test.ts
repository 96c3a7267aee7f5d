import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { PassportVerification } from '../../../src-shared/domain/verification';
import { hasNative } from '../../helpers/backends';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';
import { trainTinyStudy } from './tiny-study';

it.skipIf(!hasNative)(
  'verifies on WebAssembly, within the stated tolerance, what TensorFlow computed',
  async () => {
    const home = temporaryFolder();
    const { runs } = await trainTinyStudy(home, 'Tiny');
    const passports = runs.map(({ run }) => ({ run, path: join(home, `${run}.json`) }));
    for (const { run, path } of passports) await runCommand(['passport', run, '--out', path, '--home', home]);
    vi.stubEnv('UNROLL_BACKEND', 'portable');
    // The backend is chosen once for a process; modules that are loaded anew choose again.
    vi.resetModules();
    const again = await import('./run-command');
    for (const { run, path } of passports) {
      const options = ['--data', 'synthetic:80', '--run', run, '--home', home];
      const { code, stdout, stderr } = await again.runCommand(['verify', path, ...options, '--json']);
      expect(code, stderr).toBe(0);
      const { arithmetic, items } = JSON.parse(stdout) as PassportVerification;
      expect(arithmetic).toContain('backend native, now portable');
      const agreement = (name: string) => items.find((item) => item.name === name)?.agreement;
      for (const name of ['weights', 'data: test split', 'metrics: test, greedy', 'recorded losses'])
        expect(agreement(name), name).toBe('identical');
      // Other kernels round otherwise; were these identical, it would have been the same backend.
      expect(agreement('log-probabilities: test, greedy')).toBe('within-tolerance');
      expect(items.some((item) => item.agreement === 'differs' || item.agreement === 'not-checked')).toBe(
        false,
      );
    }
  },
);
