import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Study } from '../../../src-shared/domain/run';
import { type Backend, openBackend } from '../../../src-main/ipc/backend';
import { Preferences } from '../../../src-main/preferences/preferences';
import { noDesktop } from '../../helpers/no-desktop';
import { nodeLauncher } from '../../helpers/node-launcher';
import { writeNotebookFolder } from '../../helpers/notebook-folder';
import { listedStudies, requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';

// The engine's own process, as the build has it.
const launch = nodeLauncher(path.resolve('out/main/engine-worker.cjs'));

let backend: Backend;
let home: ReturnType<typeof temporaryHome>;
let changed: Study[];

beforeEach(() => {
  home = temporaryHome();
  changed = [];
  backend = openBackend({
    home: home.home,
    desktop: noDesktop,
    preferences: new Preferences(home.home),
    runtime: { kind: 'wasm', reason: 'of a test' },
    demonstration: path.resolve('models', 'demonstration.zip'),
    launch,
    send: (name, event) => {
      if (name === 'study-changed') changed.push(event as Study);
    },
    log: () => {},
    onTrainingEnded: () => {},
  });
});

afterEach(() => {
  backend.close();
  home.remove();
});

const ask = requestsOf(() => backend);

const folder = (add = {}) => writeNotebookFolder(path.join(home.home, 'notebook'), { add });
const left = () => ['runs', 'studies'].filter((name) => existsSync(path.join(home.home, name)));

it('a preview tells windows what would be imported, and what they may decide, and leaves nothing', async () => {
  const { runs } = await ask('imports.preview', { path: folder(), settings: { BRIDGE: 'sum' } });
  expect(runs.map(({ architecture, configuration }) => [architecture, configuration.BRIDGE])).toEqual([
    ['vanilla-rnn', 'sum'],
    ['lstm', 'sum'],
    ['lstm-attention', 'sum'],
  ]);
  expect(left()).toEqual([]);
  expect(await listedStudies(ask)).toEqual([]);
});

it('an import is recorded before windows hear of it, and can be given data', async () => {
  const { study } = await ask('imports.start', { path: folder(), settings: {}, name: 'Mine' });
  expect(changed).toMatchObject([{ id: study, name: 'Mine', split: null }]);
  expect(changed[0].runs.map(({ origin }) => origin!.parity!.agrees)).toEqual([true, true, true]);
  await ask('studies.addData', { study, source: { location: 'synthetic:60' } });
  expect(changed[1]).toMatchObject({ id: study, location: 'synthetic:60', split: { sizes: { test: 10 } } });
});

it('one that is wrong or cancelled is told of and leaves nothing', async () => {
  const wrong = ask('imports.start', { path: folder({ 'config.json': '[]' }), settings: {} });
  await expect(wrong).rejects.toThrow(/config\.json: a configuration must be a JSON object/);
  await expect(ask('imports.start', { path: folder(), settings: { BRIGE: 1 } })).rejects.toThrow(
    'There is no setting BRIGE',
  );
  const running = ask('imports.start', { path: folder(), settings: {} });
  const settled = expect(running).rejects.toThrow('The import was cancelled');
  await ask('imports.cancel', {});
  await settled;
  expect(left().flatMap((name) => readdirSync(path.join(home.home, name)))).toEqual([]);
});
