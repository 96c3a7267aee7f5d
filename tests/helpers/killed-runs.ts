import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type History, openHistory } from '../../src-main/history';
import { SeededRandom } from '../../src-main/engine/tensor/seeded-random';
import { type ArtefactRecord, DECODERS, type Run } from '../../src-shared/domain/run';

const CHECKPOINTS = ['best', 'latest'] as const;

/** A run of seconds that is saved after every one of its 32 steps, with all that is drawn at random. */
export const SAVED_OFTEN = {
  TRAIN_SIZE: 32,
  VAL_SIZE: 4,
  TEST_SIZE: 4,
  VOCAB_SIZE: 80,
  MAX_DOCSTRING_LEN: 12,
  MAX_CODE_LEN: 12,
  EMBEDDING_DIM: 8,
  HIDDEN_DIM: 8,
  BATCH_SIZE: 8,
  EPOCHS: 8,
  WARMUP_STEPS: 10,
  LEARNING_RATE: 0.02,
  DROPOUT: 0.3,
  TEACHER_FORCING_RATIO: 0.7,
  TEACHER_FORCING_END: 0.4,
  EARLY_STOPPING_PATIENCE: 8,
  PROBE_EXAMPLES: 2,
  BEAM_SIZE: 2,
  CHECKPOINT_MINUTES: 0,
} as const;
export const SAVED_OFTEN_SOURCE = 'synthetic:60';

/** When a process is killed: so many milliseconds after it has saved the run so many times. */
export interface KillPoint {
  readonly checkpoints: number;
  readonly milliseconds: number;
  /** Half of the newest checkpoint is lost with the process. */
  readonly cutsOff: boolean;
}

/** Moments anywhere between two steps and within them; every third cuts the newest checkpoint off. */
export function randomKillPoints(count: number, seed: number): KillPoint[] {
  const random = new SeededRandom(seed, 'kill points');
  return Array.from({ length: count }, (_, index) => ({
    checkpoints: 1 + Math.floor(5 * random.uniform()),
    milliseconds: 60 * random.uniform(),
    cutsOff: index % 3 === 2,
  }));
}

/** Calls `kill` when the moment has come. False when the process ended before. */
export async function killAt(
  point: KillPoint,
  home: string,
  ended: () => boolean,
  kill: () => Promise<void>,
): Promise<boolean> {
  let seen = latestFile(home);
  for (let saved = 0; saved < point.checkpoints;) {
    await wait(1);
    if (ended()) return false;
    const now = latestFile(home);
    if (now !== null && now !== seen) saved++;
    seen = now;
  }
  await wait(point.milliseconds);
  if (ended()) return false;
  await kill();
  if (point.cutsOff) cutOffNewest(home);
  return true;
}

/** Tells one version of the home's newest checkpoint from another; null when there is none. */
function latestFile(home: string): string | null {
  const file = newest(home);
  if (file === null) return null;
  const { ino, mtimeMs } = statSync(file);
  return `${ino} ${mtimeMs}`;
}

function newest(home: string): string | null {
  const runs = path.join(home, 'runs');
  const [run] = existsSync(runs) ? readdirSync(runs) : [];
  const file = path.join(runs, run ?? '', 'latest.safetensors');
  return run !== undefined && existsSync(file) ? file : null;
}

function cutOffNewest(home: string): void {
  const file = newest(home)!;
  truncateSync(file, statSync(file).size / 2);
}

/** All that must be equal, bit for bit, of a home's only study, however often it was interrupted. */
export function outcomeOf(home: string) {
  const history = openHistory(home);
  try {
    const [{ notices, runs }] = history.studies.list();
    return {
      notices: notices.filter((message) => !message.includes('goes on from the checkpoint before')),
      runs: runs.map((run) => outcomeOfRun(history, run)),
    };
  } finally {
    history.close();
  }
}

function outcomeOfRun(history: History, run: Run) {
  return {
    state: run.state,
    reason: run.reason,
    best: [run.bestEpoch, run.bestValidationLoss],
    steps: history.curves.steps(run.id).map(({ seconds: _, ...step }) => step),
    epochs: history.curves
      .epochs(run.id)
      .map(({ seconds: _, validationSeconds: _v, tokensPerSecond: _t, ...epoch }) => epoch),
    probes: [0, 1].map((index) => history.probes.ofExample(run.id, index)),
    evaluations: run.evaluations.map(({ run: _, seconds: _s, ...evaluation }) => evaluation),
    predictions: DECODERS.map((decoder) => history.predictions.ofRun(run.id, 'test', decoder)),
    files: CHECKPOINTS.map((name) => sha256(path.join(history.home.run(run.id), `${name}.safetensors`))),
    recorded: CHECKPOINTS.map((name) => recordedHash(history, run, `${name}-checkpoint`)),
  };
}

function recordedHash(history: History, run: Run, kind: ArtefactRecord['kind']): string | undefined {
  return history.runs.artefacts(run.id).find((artefact) => artefact.kind === kind)?.sha256;
}

/** The home's only run as it now is. */
export function onlyRun(home: string): Run {
  const history = openHistory(home);
  try {
    return history.studies.list()[0].runs[0];
  } finally {
    history.close();
  }
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
