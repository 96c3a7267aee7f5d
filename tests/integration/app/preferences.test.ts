import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Preferences } from '../../../src-main/app/preferences';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'unroll-preferences-'));
  file = path.join(folder, 'home', 'preferences.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('starts with defaults and remembers changes', () => {
  const preferences = new Preferences(file);
  expect(preferences.values).toEqual({ theme: 'system', starterDeclined: false, window: null });
  preferences.change({ theme: 'dark' });
  preferences.change({ starterDeclined: true });
  expect(new Preferences(file).values).toEqual({ theme: 'dark', starterDeclined: true, window: null });
  expect(readdirSync(path.dirname(file))).toEqual(['preferences.json']);
});

it('keeps what is right in a file that is partly damaged', () => {
  new Preferences(file).change({ theme: 'dark' });
  writeFileSync(file, '{"theme": "dark", "window": {"bounds": "wide"}}');
  expect(new Preferences(file).values).toEqual({ theme: 'dark', starterDeclined: false, window: null });
  writeFileSync(file, '{"theme": "da');
  expect(new Preferences(file).values.theme).toBe('system');
});
