import { describe, expect, it } from 'vitest';
import { debianPackages, missingLibraries } from '../../../scripts/setup/debian-packages.mjs';

const lddOutput = `
/opt/electron/electron:
	linux-vdso.so.1 (0x00007ffd0)
	libgtk-3.so.0 => not found
	libnss3.so => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1)
/opt/electron/libEGL.so:
	libnss3.so => not found
`;

describe('system libraries', () => {
  it('are missing when ldd does not find them, each named once', () => {
    expect(missingLibraries(lddOutput)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });

  it('come from packages that this release has, under their old or their new name', () => {
    const libraries = ['libasound.so.2', 'libgtk-3.so.0', 'libnss3.so', 'libnssutil3.so'];
    const before = new Set(['libasound2', 'libgtk-3-0', 'libnss3']);
    const since = new Set(['libasound2t64', 'libgtk-3-0t64', 'libnss3']);
    expect(debianPackages(libraries, (name) => before.has(name)).packages).toEqual([...before]);
    expect(debianPackages(libraries, (name) => since.has(name)).packages).toEqual([...since]);
  });

  it('are named when no package is known for them', () => {
    expect(debianPackages(['libunheardof.so.9'], () => true)).toEqual({
      packages: [],
      unknown: ['libunheardof.so.9'],
    });
  });
});
