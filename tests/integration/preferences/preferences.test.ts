import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { engineSettings } from '../../../src-main/preferences/engine-settings';
import { Preferences } from '../../../src-main/preferences/preferences';
import { temporaryHome } from '../../helpers/temporary-home';

let home: string;
let file: string;
let remove: () => void;

beforeEach(() => {
  ({ home, remove } = temporaryHome());
  file = path.join(home, 'preferences.json');
});
afterEach(() => remove());

it('starts with defaults and remembers changes, in a home that is yet to be made', () => {
  const newHome = path.join(home, 'new');
  const preferences = new Preferences(newHome);
  const { values } = preferences;
  expect(values).toMatchObject({ theme: 'system', zoom: 1, notifications: true, recent: [], windows: [] });
  preferences.change({ theme: 'dark' });
  preferences.change({ starterDeclined: true });
  expect(new Preferences(newHome).values).toEqual({ ...values, theme: 'dark', starterDeclined: true });
  expect(readdirSync(newHome)).toEqual(['preferences.json']);
});

it('keeps what is right in a file that is partly damaged', () => {
  const defaults = new Preferences(home).values;
  writeFileSync(file, '{"theme": "dark", "windows": [{"bounds": "wide"}], "zoom": 90}');
  expect(new Preferences(home).values).toEqual({ ...defaults, theme: 'dark' });
});

it.each(['{"theme": "da', '[]', 'null'])('puts a file aside that holds %s', (text) => {
  writeFileSync(file, text);
  const preferences = new Preferences(home);
  expect(preferences.values.theme).toBe('system');
  expect(readdirSync(home)).toEqual(['preferences.json']);
  preferences.change({ theme: 'dark' });
  preferences.change({ zoom: 1.25 });
  expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(text);
  expect(new Preferences(home).values).toMatchObject({ theme: 'dark', zoom: 1.25 });
});

it('opens no more windows again than a desktop can take', () => {
  const window = { bounds: { x: 0, y: 0, width: 900, height: 600 }, maximised: false, link: '#/runs' };
  writeFileSync(file, JSON.stringify({ windows: Array.from({ length: 25 }, () => window) }));
  expect(new Preferences(home).values.windows).toHaveLength(20);
});

it('keeps the settings of the engine among the other entries', () => {
  new Preferences(home).change({ device: 'cpu', threads: 1 });
  new Preferences(home).change({ theme: 'light' });
  expect(engineSettings(new Preferences(home), {})).toEqual({ device: 'cpu', threads: 1 });
});

it('lets an option outdo the environment, and the environment the file', () => {
  const preferences = new Preferences(home);
  preferences.change({ device: 'cpu', threads: 1 });
  const environment = { UNROLL_DEVICE: 'automatic' };
  expect(engineSettings(preferences, environment)).toEqual({ device: 'automatic', threads: 1 });
  const option = { values: { device: 'cuda' }, names: { device: '--device', threads: '--threads' } };
  expect(engineSettings(preferences, environment, option)).toEqual({ device: 'cuda', threads: 1 });
});

it('names file and entry of a setting that is wrong', () => {
  writeFileSync(file, '{"threads": "all", "device": "gpu"}');
  expect(() => engineSettings(new Preferences(home), {})).toThrow(
    `${file}: "device" is "gpu"; it must be automatic, cpu or cuda`,
  );
  expect(() => engineSettings(new Preferences(home), { UNROLL_DEVICE: 'cpu' })).toThrow(
    `${file}: "threads" is "all"; it must be automatic or`,
  );
});
