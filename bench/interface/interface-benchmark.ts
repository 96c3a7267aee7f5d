import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { type ArrivingPoints, measureArrivingPoints, measurePanning, type PannedCurves } from './curves';
import { type FilterTimes, timeFilters } from './filters';
import { timeLaunch } from './launch';
import { measureRunTable, type ScrolledRuns } from './run-table';
import { recordHome } from './recorded-home';

export interface InterfaceOptions {
  readonly rounds: number;
}

export interface InterfaceResult {
  readonly machine: Machine;
  /** Cores that other programs kept busy meanwhile; null where the system does not tell. */
  readonly otherLoadCores: number | null;
  readonly launch: {
    readonly runs: number;
    /** From the start of the process until the studies are on the page. */
    readonly milliseconds: readonly number[];
  };
  readonly filters: FilterTimes & { readonly examples: number; readonly runs: number };
  /** The window while points arrive, and while curves are moved. */
  readonly arriving: ArrivingPoints;
  readonly panned: PannedCurves;
  /** The table of a long history of runs. */
  readonly scrolled: ScrolledRuns;
}

/** Studies of three runs. */
const STUDIES = 67;
const EXAMPLES = 30_000;

/** Measures the real application on homes whose history has grown. */
export async function interfaceBenchmark(
  { rounds }: InterfaceOptions,
  progress: Progress,
): Promise<InterfaceResult> {
  const load = new OtherLoad();
  const launch = await withHome((home) => launches(home, rounds, progress));
  const filters = await withHome((home) => filtering(home, rounds, progress));
  const arriving = await measureArrivingPoints(progress);
  const panned = await measurePanning(progress);
  const scrolled = await measureRunTable(progress);
  return {
    machine: describeMachine(),
    otherLoadCores: load.cores(),
    launch,
    filters,
    arriving,
    panned,
    scrolled,
  };
}

async function withHome<Result>(measure: (home: string) => Promise<Result>): Promise<Result> {
  const home = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  try {
    return await measure(home);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function launches(
  home: string,
  rounds: number,
  progress: Progress,
): Promise<InterfaceResult['launch']> {
  recordHome(home, { studies: STUDIES, architectures: ARCHITECTURES, stepsPerRun: 2000, examples: 20 });
  const milliseconds: number[] = [];
  // The first start is cold: Chromium makes its profile.
  for (let round = 0; round <= rounds; round++) {
    const time = await timeLaunch(home);
    if (round > 0) milliseconds.push(time);
    progress(`launch ${round}: ${Math.round(time)} ms`);
  }
  return { runs: STUDIES * ARCHITECTURES.length, milliseconds };
}

async function filtering(
  home: string,
  rounds: number,
  progress: Progress,
): Promise<InterfaceResult['filters']> {
  progress(`recording ${EXAMPLES} examples with the answers of ${ARCHITECTURES.length} runs`);
  const [runs] = recordHome(home, {
    studies: 1,
    architectures: ARCHITECTURES,
    stepsPerRun: 20,
    examples: EXAMPLES,
  });
  const times = await timeFilters(home, runs, rounds);
  for (const [question, time] of Object.entries(times.medians))
    progress(`${question}: ${Math.round(time)} ms`);
  return { examples: EXAMPLES, runs: runs.length, ...times };
}
