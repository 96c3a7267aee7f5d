import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREPARED_BEFORE } from '../../src-main/engine/checkpoint/preparation-cache';
import { openSource } from '../../src-main/engine/data/sources';
import { JobControl } from '../../src-main/engine/job-control';
import { studyData } from '../../src-main/engine/jobs/study-data';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { TrainJob } from '../../src-shared/contract/engine/jobs';
import { completeConfiguration, PRESETS } from '../../src-shared/domain/configuration';
import { MOST_SYNTHETIC_ROWS } from '../../src-shared/domain/data';
import { writeRepeatedRows } from './repeated-rows';

export interface DataBenchmarkOptions {
  /** Any data source, whose rows are repeated; generated pairs where none is given. */
  readonly data?: string;
  readonly rows: number;
}

export interface DataTimes {
  readonly rows: number;
  /** From the source's file to the study's stored and encoded data. */
  readonly secondsCold: number;
  /** The same for a second study with the same rows and settings. */
  readonly secondsCached: number;
  /** Cold. */
  readonly rowsPerSecond: number;
  /** Largest resident size of this process so far. */
  readonly peakMemoryBytes: number;
  /** What is kept on disk for later studies. */
  readonly cacheBytes: number;
}

/**
 * Times what a train job does with a gzipped JSON Lines file of `rows` rows before its first step. To be run in a fresh
 * process, whose peak memory is that of this work: making the file takes far less.
 */
export async function dataBenchmark(options: DataBenchmarkOptions): Promise<DataTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'unroll-bench-data-'));
  try {
    const path = join(folder, 'rows.jsonl.gz');
    await writeRows(path, options, folder);
    const cold = await timedPreparation(path, options.rows, folder, 'first');
    const cached = await timedPreparation(path, options.rows, folder, 'second');
    if (cold.wasKept || !cached.wasKept) throw new Error('The second study did not take what the first kept');
    return {
      rows: cold.rows,
      secondsCold: cold.seconds,
      secondsCached: cached.seconds,
      rowsPerSecond: cold.rows / cold.seconds,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      cacheBytes: await sizeOf(join(folder, 'datasets')),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRows(path: string, { data, rows }: DataBenchmarkOptions, folder: string): Promise<void> {
  const location = data ?? `synthetic:${Math.min(rows, MOST_SYNTHETIC_ROWS)}`;
  const context = { cacheDirectory: folder, progress: () => {}, breathe: async () => {} };
  const source = await openSource({ location }, context);
  await writeRepeatedRows(path, (await source.read()).examples, rows);
}

async function timedPreparation(path: string, rows: number, home: string, study: string) {
  const part = Math.max(1, Math.floor(rows * 0.06));
  const sizes = { TRAIN_SIZE: Math.max(1, rows - 2 * part), VAL_SIZE: part, TEST_SIZE: part };
  const job: TrainJob = {
    kind: 'train',
    home,
    study,
    source: { location: path },
    configuration: completeConfiguration(PRESETS.recommended, sizes),
    runs: [],
  };
  const activities = new Set<string>();
  const emit = (event: EngineEvent) => {
    if (event.type === 'progress') activities.add(event.activity);
  };
  const started = performance.now();
  const { data } = await studyData(job, { control: new JobControl(), emit, flushed: async () => {} });
  return {
    wasKept: activities.has(PREPARED_BEFORE),
    rows: data.train.length + data.validation.length + data.test.length,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Bytes of the files below a folder. */
async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
}
