import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../scripts/setup/check.mjs';
import { electronFile } from '../../../scripts/setup/parts/electron.mjs';
import { differences } from '../../../scripts/setup/parts/npm-dependencies.mjs';
import { libraryEnvironment } from '../../../scripts/setup/parts/tfjs-binding.mjs';
import { cacheFolder } from '../../../scripts/setup/paths.mjs';
import { tail } from '../../../scripts/setup/processes.mjs';
import { formatSeconds, formatShare } from '../../../scripts/setup/progress.mjs';
import { announcedSize } from '../../../scripts/setup/python.mjs';

describe('the cache folder', () => {
  it.each([
    [{ UNROLL_CACHE: '/big/disk', XDG_CACHE_HOME: '/x' }, 'linux', '/big/disk'],
    [{ XDG_CACHE_HOME: '/x' }, 'linux', '/x/unroll'],
    [{}, 'linux', '/home/ada/.cache/unroll'],
    [{}, 'darwin', '/home/ada/Library/Caches/unroll'],
  ] as const)('with %o on %s is %s', (environment, platform, expected) => {
    expect(cacheFolder(environment, platform, '/home/ada')).toBe(expected);
  });
});

describe('installed npm packages', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
      'node_modules/for-another-platform': { version: '1.0.0', integrity: 'sha512-o', optional: true },
    },
  };
  const installed = (version: string) => ({
    packages: { 'node_modules/a': { version, integrity: 'sha512-a' } },
  });

  it('match the lock file when only packages of other platforms are missing', () => {
    expect(differences(lock, installed('1.0.0'))).toEqual([]);
  });

  it('differ when a package is missing or has another version', () => {
    expect(differences(lock, { packages: {} })).toEqual(['node_modules/a']);
    expect(differences(lock, installed('1.0.1'))).toEqual(['node_modules/a']);
  });
});

describe('the repackaged Electron', () => {
  it('keeps the runtime under its own name, without the application inside', () => {
    expect(electronFile('Cypress/Cypress')).toMatch(/electron/i);
    expect(electronFile('Cypress/locales/de.pak')).toBe('locales/de.pak');
    expect(electronFile('Cypress/resources/app/index.js')).toBeNull();
    expect(electronFile('Cypress/browser_v8_context_snapshot.bin')).toBeNull();
  });
});

describe('the library path of an engine process', () => {
  it('is untouched without CUDA, and else begins with its folders', () => {
    expect(libraryEnvironment([], {})).toEqual({});
    const [value] = Object.values(
      libraryEnvironment(['/cuda/a', '/cuda/b'], { LD_LIBRARY_PATH: '/mine', DYLD_LIBRARY_PATH: '/mine' }),
    );
    expect(value).toBe('/cuda/a:/cuda/b:/mine');
  });
});

describe('what set-up prints', () => {
  it('gives sizes and times in units that fit', () => {
    expect(formatShare(41_300_000, 238_000_000)).toBe('41 MB/238 MB');
    expect(formatShare(1_250_000_000, 0)).toBe('1.3 GB');
    expect([430, 12_300, 125_000].map(formatSeconds)).toEqual(['0.4 s', '12 s', '2 min 5 s']);
  });

  it('reads the size that pip announces', () => {
    expect(announcedSize('  Downloading tensorflow_cpu-2.21.0-cp311-cp311-x.whl (273.8 MB)\n')).toBeCloseTo(
      273.8e6,
    );
    expect(announcedSize('Collecting tensorflow-cpu==2.21.0')).toBeUndefined();
  });

  it('repeats the telling end of a failed program, not the noise around it', () => {
    const output = 'a.cc:1: error: no such type\n\ngyp ERR! build error\r\ngyp ERR! not ok\n';
    expect(tail(output, { noise: /^gyp / })).toBe('a.cc:1: error: no such type');
    expect(tail('gyp ERR! find Python\n', { noise: /^gyp / })).toBe('gyp ERR! find Python');
  });

  it('aligns the columns of the check', () => {
    expect(
      formatTable(
        ['part', 'works'],
        [
          ['SQLite', 'yes'],
          ['x', 'no'],
        ],
      ),
    ).toBe(['part    works', '------  -----', 'SQLite  yes', 'x       no'].join('\n'));
  });
});
