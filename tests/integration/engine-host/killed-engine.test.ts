import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { completeConfiguration, PRESETS } from '../../../src-shared/domain/configuration';
import type { EngineProcess } from '../../../src-main/engine-host/engine-process';
import { engineEnvironment, readRuntime } from '../../../src-main/engine-host/runtime';
import { openBackend } from '../../../src-main/ipc/backend';
import { Preferences } from '../../../src-main/preferences/preferences';
import {
  killAt,
  onlyRun,
  outcomeOf,
  randomKillPoints,
  SAVED_OFTEN,
  SAVED_OFTEN_SOURCE,
} from '../../helpers/killed-runs';
import { noDesktop } from '../../helpers/no-desktop';
import { nodeLauncher } from '../../helpers/node-launcher';
import { requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';

const runtime = readRuntime(process.cwd());
const launch = nodeLauncher(
  path.resolve('out/main/engine-worker.cjs'),
  engineEnvironment(runtime, { device: 'automatic', threads: 1 }, process.env),
);

/** The built engine behind the requests of windows, on a home of its own, with its newest process. */
function application() {
  const { home, remove } = temporaryHome();
  let engine: EngineProcess | null = null;
  let idle: () => void = () => {};
  const failures: unknown[] = [];
  const backend = openBackend({
    home,
    desktop: noDesktop,
    preferences: new Preferences(home),
    runtime,
    demonstration: path.resolve('models', 'demonstration.zip'),
    launch: (title) => (engine = launch(title)),
    send: () => {},
    log: (_name, error) => failures.push(error),
    onTrainingEnded: () => idle(),
  });
  onTestFinished(() => {
    backend.close();
    remove();
    expect(failures).toEqual([]);
  });
  const request = requestsOf(() => backend);
  return {
    home,
    request,
    /** Begins some training and gives what resolves when it has ended, however that was. */
    training: async <Result>(begin: () => Promise<Result>) => {
      const ended = new Promise<void>((resolve) => (idle = resolve));
      return { result: await begin(), ended };
    },
    kill: () => engine!.kill(),
  };
}

type Application = ReturnType<typeof application>;

const train = ({ training, request }: Application) =>
  training(() =>
    request('studies.create', {
      name: 'Killed',
      source: { location: SAVED_OFTEN_SOURCE },
      configuration: { ...completeConfiguration(PRESETS.recommended, SAVED_OFTEN) },
      architectures: ['lstm-attention'],
    }),
  );

it('a run whose engine is killed at random steps, some with the newest checkpoint cut off, ends as one that never was', async () => {
  const [whole, app] = [application(), application()];
  await Promise.all([uninterrupted(whole), killedAgainAndAgain(app)]);
  expect(outcomeOf(app.home)).toEqual(outcomeOf(whole.home));
});

async function uninterrupted(app: Application): Promise<void> {
  const { ended } = await train(app);
  await ended;
}

/** Comes to its end at last. */
async function killedAgainAndAgain(app: Application): Promise<void> {
  const begun = await train(app);
  let { ended } = begun;
  for (const point of randomKillPoints(6, 66)) {
    let hasEnded = false;
    void ended.then(() => (hasEnded = true));
    const killed = await killAt(
      point,
      app.home,
      () => hasEnded,
      async () => {
        app.kill();
        await ended;
      },
    );
    expect(killed, `not ended before ${JSON.stringify(point)}`).toBe(true);
    expect(onlyRun(app.home)).toMatchObject({
      state: 'interrupted',
      reason: expect.stringContaining('it was ended by SIGKILL') as unknown,
    });
    ({ ended } = await app.training(() => app.request('studies.resume', begun.result)));
  }
  await ended;
}
