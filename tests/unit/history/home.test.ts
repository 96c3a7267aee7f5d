import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { defaultHome, homeLayout } from '../../../src-main/history';

it('takes the home folder from UNROLL_HOME before anything else', () => {
  expect(defaultHome({ UNROLL_HOME: '/data/unroll', XDG_DATA_HOME: '/x' }, 'linux')).toBe(
    resolve('/data/unroll'),
  );
});

it("uses each platform's folder for application data", () => {
  expect(defaultHome({}, 'linux')).toBe(join(homedir(), '.local', 'share', 'unroll'));
  expect(defaultHome({ XDG_DATA_HOME: '/x' }, 'linux')).toBe(join('/x', 'unroll'));
  expect(defaultHome({}, 'darwin')).toBe(join(homedir(), 'Library', 'Application Support', 'Unroll'));
  expect(defaultHome({ APPDATA: '/roaming' }, 'win32')).toBe(join('/roaming', 'Unroll'));
});

it('keeps studies, runs and datasets apart inside the home', () => {
  const layout = homeLayout('/h');
  expect(layout.database).toBe(join(resolve('/h'), 'history.sqlite'));
  expect(layout.study('s1')).toBe(join(resolve('/h'), 'studies', 's1'));
  expect(layout.run('r1')).toBe(join(resolve('/h'), 'runs', 'r1'));
});
