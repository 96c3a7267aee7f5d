import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Backend, openBackend } from '../../../src-main/ipc/backend';
import { Preferences } from '../../../src-main/preferences/preferences';
import { noDesktop } from '../../helpers/no-desktop';
import { nodeLauncher } from '../../helpers/node-launcher';
import { requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';

let backend: Backend;
let home: ReturnType<typeof temporaryHome>;
/** What the user answers to the question where to write. */
let chosen: string | null;
let proposed: string[];

beforeEach(() => {
  home = temporaryHome();
  proposed = [];
  backend = openBackend({
    home: home.home,
    desktop: {
      ...noDesktop,
      choosePlace: async (what, name) => {
        proposed.push(`${what} ${name}`);
        return chosen;
      },
    },
    preferences: new Preferences(home.home),
    runtime: { kind: 'wasm', reason: 'of a test' },
    demonstration: path.resolve('models', 'demonstration.zip'),
    launch: nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs')),
    send: () => {},
    log: () => {},
    onTrainingEnded: () => {},
  });
});

afterEach(() => {
  backend.close();
  home.remove();
});

const request = requestsOf(() => backend);

it('writes text and pictures where the user wants them, and says where', async () => {
  chosen = path.join(home.home, 'scores.csv');
  const table = { name: 'scores.csv', kind: 'csv', content: 'Läufe,BLEU\r\n', encoding: 'utf8' } as const;
  expect(await request('files.save', table)).toBe(chosen);
  expect(readFileSync(chosen, 'utf8')).toBe('Läufe,BLEU\r\n');
  chosen = path.join(home.home, 'chart.png');
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);
  const picture = {
    name: 'chart.png',
    kind: 'png',
    content: bytes.toString('base64'),
    encoding: 'base64',
  } as const;
  expect(await request('files.save', picture)).toBe(chosen);
  expect(readFileSync(chosen)).toEqual(bytes);
  expect(proposed).toEqual(['csv scores.csv', 'png chart.png']);
});

it('writes nothing when the user does not want to after all', async () => {
  chosen = null;
  const before = readdirSync(home.home);
  expect(
    await request('files.save', { name: 'a.svg', kind: 'svg', content: '<svg/>', encoding: 'utf8' }),
  ).toBeNull();
  expect(readdirSync(home.home)).toEqual(before);
});

it('names the place that cannot be written, and leaves nothing half-written', async () => {
  chosen = path.join(home.home, 'taken');
  mkdirSync(path.join(chosen, 'inside'), { recursive: true });
  await expect(
    request('files.save', { name: 'a.svg', kind: 'svg', content: '<svg/>', encoding: 'utf8' }),
  ).rejects.toThrow(`${chosen}: cannot be written`);
  expect(existsSync(path.join(chosen, 'inside'))).toBe(true);
  expect(readdirSync(home.home).filter((name) => name.endsWith('.part'))).toEqual([]);
});
