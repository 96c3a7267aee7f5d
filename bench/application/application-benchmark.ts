import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { type Host, Steps, type Training } from './host';
import { startInTerminal } from './terminal';
import type { EventCosts } from './timed-worker';
import { trainingConfiguration, writeTrainingData } from './training-data';
import { startInWindow, type WindowHost } from './window';

export interface ApplicationResult {
  readonly architecture: Architecture;
  readonly machine: Machine;
  /** Cores that other programs kept busy meanwhile; null where the system does not tell. */
  readonly otherLoadCores: number | null;
  /** By timed step, in the order of the turns. */
  readonly commandLineSeconds: readonly number[];
  readonly applicationSeconds: readonly number[];
  /** What the engine spent on serialising and posting its events, over what it spent on steps. */
  readonly eventShare: number;
  /** Cores that main process and window kept busy while the application trained. */
  readonly applicationCores: number;
}

export interface ApplicationOptions {
  readonly rounds: number;
  /** Timed steps in a turn. */
  readonly steps: number;
}

/** A step that was halted has the other's turn in it, and caches are cold after it: neither it nor the next counts. */
const UNTIMED_STEPS = 2;
/** While one host looks up what is new in its history, its engine goes on. */
const SLACK_STEPS = 20;
const WARM_UP_ROUNDS = 1;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Trains the same run on the command line and in the application's window at once, one of them halted while the other has
 * its turn, so that what else the machine does meets both alike.
 */
export async function applicationBenchmark(
  architecture: Architecture,
  options: ApplicationOptions,
  progress: Progress,
): Promise<ApplicationResult> {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  const steps = (WARM_UP_ROUNDS + options.rounds) * (UNTIMED_STEPS + options.steps) + SLACK_STEPS;
  const configuration = trainingConfiguration(steps);
  const data = join(folder, 'pairs.jsonl');
  const eventsFile = join(folder, 'events.json');
  writeTrainingData(data, configuration);
  const trainingIn = (home: string): Training => ({ home, data, configuration, architecture });
  try {
    return await withHosts(async (keep) => {
      const [terminalHome, windowHome] = [join(folder, 'command-line'), join(folder, 'application')];
      const commandLine = await Turns.of(keep(startInTerminal(trainingIn(terminalHome))), terminalHome);
      const window = keep(await startInWindow(trainingIn(windowHome), eventsFile));
      const application = await Turns.of(window, windowHome);
      const load = new OtherLoad();
      const applicationCores = await alternate(commandLine, application, window, options, progress);
      const { postSeconds, stepSeconds } = JSON.parse(readFileSync(eventsFile, 'utf8')) as EventCosts;
      return {
        architecture,
        machine: describeMachine(),
        otherLoadCores: load.cores(),
        commandLineSeconds: commandLine.seconds,
        applicationSeconds: application.seconds,
        eventShare: postSeconds / stepSeconds,
        applicationCores,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Ends the hosts that `work` keeps when it ends, however that is. */
async function withHosts<Result>(
  work: (keep: <Kind extends Host>(host: Kind) => Kind) => Promise<Result>,
): Promise<Result> {
  const hosts: Host[] = [];
  const endAll = () => hosts.splice(0).forEach((host) => host.end());
  const onSignal = () => process.exit(130);
  process.once('exit', endAll);
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    return await work((host) => {
      hosts.push(host);
      return host;
    });
  } finally {
    endAll();
    process.off('exit', endAll);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

/** Gives both their turns; the mean of the cores that main process and window keep busy while the application trains. */
async function alternate(
  commandLine: Turns,
  application: Turns,
  window: WindowHost,
  { rounds, steps }: ApplicationOptions,
  progress: Progress,
): Promise<number> {
  let [busySeconds, seconds] = [0, 0];
  for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
    progress(round < 1 ? 'warm-up' : `round ${round} of ${rounds}`);
    await commandLine.take(steps, round >= 1);
    const [usedBefore, started] = [await window.usedSeconds(), performance.now()];
    await application.take(steps, round >= 1);
    if (round < 1) continue;
    seconds += (performance.now() - started) / 1000;
    busySeconds += (await window.usedSeconds()) - usedBefore;
  }
  return busySeconds / seconds;
}

/** A host that trains only when it has its turn. */
class Turns {
  readonly seconds: number[] = [];

  private constructor(
    private readonly host: Host,
    private readonly steps: Steps,
  ) {}

  /** Waits until the host trains, and halts it. */
  static async of(host: Host, home: string): Promise<Turns> {
    const turns = new Turns(host, new Steps(home));
    await turns.steps.reach(1);
    process.kill(host.enginePid, 'SIGSTOP');
    return turns;
  }

  async take(count: number, isTimed: boolean): Promise<void> {
    const before = this.steps.all().length;
    process.kill(this.host.enginePid, 'SIGCONT');
    await this.steps.reach(before + UNTIMED_STEPS + count);
    process.kill(this.host.enginePid, 'SIGSTOP');
    if (!isTimed) return;
    const timed = this.steps.all().slice(before + UNTIMED_STEPS, before + UNTIMED_STEPS + count);
    this.seconds.push(...timed.map(({ seconds }) => seconds));
  }
}
