import path from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import type { WindowEventName } from '../../src-shared/contract/channels';
import { type Backend, openBackend } from '../../src-main/ipc/backend';
import { Preferences } from '../../src-main/preferences/preferences';
import { noDesktop } from './no-desktop';
import { nodeLauncher } from './node-launcher';
import { requestsOf } from './requests';
import { temporaryHome } from './temporary-home';

const launch = nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs'));

/** A backend on a new home for each test of a file, whose engine does what the locations of sources say. */
export function scriptedBackend() {
  let backend: Backend;
  let home: ReturnType<typeof temporaryHome>;
  let errors: string[];
  let sent: { name: WindowEventName; event: unknown }[];
  let idle: () => void;

  function open(): Backend {
    const preferences = new Preferences(home.home);
    return openBackend({
      home: home.home,
      desktop: {
        ...noDesktop,
        changePreferences: (changes) => preferences.change(changes),
        choosePath: async (what) => (what === 'file' ? '/data/pairs.jsonl' : null),
      },
      preferences,
      runtime: { kind: 'wasm', reason: 'of a test' },
      demonstration: path.resolve('models', 'demonstration.zip'),
      launch,
      send: (name, event) => sent.push({ name, event }),
      log: (name) => errors.push(name),
      onTrainingEnded: () => idle(),
    });
  }

  beforeEach(() => {
    home = temporaryHome();
    errors = [];
    sent = [];
    idle = () => {};
    backend = open();
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await backend.stopTraining(0);
    backend.close();
    home.remove();
  });

  return {
    get backend() {
      return backend;
    },
    get home() {
      return home.home;
    },
    /** What was logged. */
    get errors() {
      return errors;
    },
    /** What windows were sent. */
    get sent() {
      return sent;
    },
    request: requestsOf(() => backend),
    /** Resolves when no training is left. */
    untilIdle: () => new Promise<void>((resolve) => (idle = resolve)),
    /** As after an end and a start of the application. */
    reopen() {
      backend.close();
      backend = open();
    },
  };
}
