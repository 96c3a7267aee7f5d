import path from 'node:path';
import { expect, it } from 'vitest';
import { assetPath, originOf } from '../../../src-main/app/asset-path';

const root = path.resolve('/application/out/renderer');

it('names the file under the root', () => {
  expect(assetPath(root, 'app://unroll/assets/index%20a.js?v=1#/studies')).toBe(
    path.join(root, 'assets', 'index a.js'),
  );
});

it('stays under the root where a URL climbs up', () => {
  expect(assetPath(root, 'app://unroll/%2e%2e/../package.json')).toBe(path.join(root, 'package.json'));
});

it.each([
  'app://unroll/..%2f..%2fpackage.json',
  'app://unroll/%2e%2e%2frenderer-of-another/index.html',
  'app://unroll/',
])('refuses %s, which is not a file under the root', (url) => {
  expect(assetPath(root, url)).toBeNull();
});

it.each([
  'app://elsewhere/index.html',
  'https://unroll/index.html',
  'file:///etc/passwd',
  'app://unroll/a%00b.html',
  'app://unroll/%E0%A4%A',
  'no URL',
])('refuses %s', (url) => {
  expect(assetPath(root, url)).toBeNull();
});

it('compares schemes of our own by their host as well', () => {
  expect(originOf('app://unroll/index.html#/new')).toBe('app://unroll');
  expect(originOf('app://other/')).not.toBe('app://unroll');
  expect(originOf('nonsense')).toBeNull();
});
