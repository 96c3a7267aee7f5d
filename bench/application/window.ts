import { createRequire } from 'node:module';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { builtFile } from '../../src-main/files/built-file';
import { inCheckout } from '../checkout';
import type { Host, Training } from './host';

export interface WindowHost extends Host {
  /** Processor seconds that main process, window and their helpers have used so far. */
  usedSeconds(): Promise<number>;
}

const ENGINE_TITLE = 'Unroll training';
const LOOK_MILLISECONDS = 50;

/**
 * Starts the real application with its window on the study's live page. Its engine is the utility process that it forks
 * itself, only that `timed-worker` notes in `eventsFile` what posting events costs.
 */
export async function startInWindow(
  { home, data, configuration, architecture }: Training,
  eventsFile: string,
): Promise<WindowHost> {
  const app = await _electron.launch({
    // Outside Electron, the package's export is the path of the executable.
    executablePath: createRequire(inCheckout('package.json'))('electron') as string,
    args: [...sandboxFlags(), inCheckout(), '--home', home],
    cwd: inCheckout(),
    env: { ...environment(), UNROLL_BENCH_EVENTS: eventsFile },
  });
  try {
    await forkTimedWorkers(app, builtFile('timed-worker.cjs'));
    await createStudy(await app.firstWindow(), { data, configuration, architecture });
    const enginePid = await engineOf(app);
    return {
      enginePid,
      usedSeconds: () => usedBy(app),
      end() {
        process.kill(enginePid, 'SIGKILL');
        app.process().kill('SIGKILL');
      },
    };
  } catch (error) {
    app.process().kill('SIGKILL');
    throw error;
  }
}

/** Starts the training as the New study page does, and shows its live page. */
function createStudy(
  page: Page,
  { data, configuration, architecture }: Omit<Training, 'home'>,
): Promise<void> {
  return page.evaluate(
    async (request) => {
      const answer = await window.unroll.request('studies.create', request);
      if (!answer.ok) throw new Error(answer.error.message);
      location.hash = `#/study/${answer.value.study}/training`;
    },
    {
      name: 'Benchmark',
      source: { location: data },
      configuration: { ...configuration },
      architectures: [architecture],
    },
  );
}

/** Chromium's sandbox refuses to run as root, which only containers do. */
const sandboxFlags = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]));

/** Lets the application fork `worker`, which is told the file that the application meant to fork. */
function forkTimedWorkers(app: ElectronApplication, worker: string): Promise<void> {
  return app.evaluate(({ utilityProcess }, file) => {
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (real, parameters, options) => fork(file, [real, ...(parameters ?? [])], options);
  }, worker);
}

async function engineOf(app: ElectronApplication): Promise<number> {
  for (;;) {
    const pid = await app.evaluate(
      ({ app: electronApp }, title) =>
        electronApp.getAppMetrics().find(({ name, type }) => type === 'Utility' && name === title)?.pid,
      ENGINE_TITLE,
    );
    if (pid) return pid;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
  }
}

function usedBy(app: ElectronApplication): Promise<number> {
  return app.evaluate(
    ({ app: electronApp }, title) =>
      electronApp
        .getAppMetrics()
        .filter(({ name }) => name !== title)
        .reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? 0), 0),
    ENGINE_TITLE,
  );
}
