import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { timeLaunch } from './launch';
import { recordHome } from './recorded-home';

export interface InterfaceOptions {
  readonly rounds: number;
}

export interface InterfaceResult {
  readonly machine: Machine;
  /** Cores that other programs kept busy meanwhile; null where the system does not tell. */
  readonly otherLoadCores: number | null;
  readonly runs: number;
  /** From the start of the process until the studies are on the page. */
  readonly launchMilliseconds: readonly number[];
}

/** Studies of three runs. */
const STUDIES = 67;

/** Measures the real application on homes whose history has grown. */
export async function interfaceBenchmark(
  { rounds }: InterfaceOptions,
  progress: Progress,
): Promise<InterfaceResult> {
  const home = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  const load = new OtherLoad();
  try {
    recordHome(home, { studies: STUDIES, architectures: ARCHITECTURES, stepsPerRun: 2000, examples: 20 });
    const launchMilliseconds: number[] = [];
    // The first start is cold: Chromium makes its profile.
    for (let round = 0; round <= rounds; round++) {
      const milliseconds = await timeLaunch(home);
      if (round > 0) launchMilliseconds.push(milliseconds);
      progress(`launch ${round}: ${Math.round(milliseconds)} ms`);
    }
    return {
      machine: describeMachine(),
      otherLoadCores: load.cores(),
      runs: STUDIES * ARCHITECTURES.length,
      launchMilliseconds,
    };
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  }
}
