import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import {
  type EpochRecord,
  NOT_FINITE,
  type ProbeRecord,
  type StepRecord,
} from '../../../src-shared/domain/run';
import { type Intervention, withIntervention } from '../../../src-shared/domain/training';
import { epochBatches } from '../data/batches';
import type { PreparedData } from '../data/prepare';
import type { JobControl } from '../job-control';
import type { Replicas } from '../replicas/replicas';
import { addGradients, epochGradients, NO_GRADIENTS } from './epoch-gradients';
import { learningRate } from './learning-rate';
import { optimisationStep } from './optimisation-step';
import { decodeProbes } from './probes';
import { teacherForcingRatio } from './teacher-forcing';
import type { TrainingState } from './training-state';
import { meanLoss, type Feeding } from './validation';

/** What training tells as it goes, and where it puts its checkpoints. */
export interface TrainingHost {
  readonly control: JobControl;
  step(record: StepRecord): void;
  /** With what the model as it then is writes for the probe examples. */
  epoch(record: EpochRecord, probes: readonly ProbeRecord[]): void;
  paused(): void;
  continued(): void;
  /** The learning rate that somebody has set since it was last asked; null when nobody has. */
  newLearningRate(): number | null;
  /** The learning rate is another from the next step on. */
  intervened(intervention: Intervention): void;
  /** `latest` comes before the `best` of the same state. */
  saveCheckpoint(name: 'best' | 'latest', state: TrainingState): Promise<void>;
}

export interface TrainingOutcome {
  readonly state: 'finished' | 'stopped' | 'failed';
  readonly reason: string | null;
}

/** Checkpoints of a large model on a slow disk come so much less often that they take at most this share of the time. */
const MOST_TIME_FOR_CHECKPOINTS = 0.02;

interface Validation {
  readonly teacherForced: number;
  readonly freeRunning: number;
  readonly probes: readonly ProbeRecord[];
  readonly seconds: number;
}

function notFinite(what: string): TrainingOutcome {
  const remedy = 'A smaller LEARNING_RATE or GRADIENT_CLIP may help';
  return { state: 'failed', reason: `${what}; the last good checkpoint was kept. ${remedy}` };
}

export function stepsPerEpoch(data: PreparedData, configuration: RunConfiguration): number {
  return Math.ceil(data.train.length / configuration.BATCH_SIZE);
}

/** Trains one model by the steps of a configuration, from a state that may be that of an earlier process. */
export class Trainer {
  private readonly totalSteps: number;
  /** On the clock of `performance`. */
  private nextCheckpoint: number;
  private pausedMilliseconds = 0;
  /** What the latest checkpoint holds. */
  private saved: TrainingState | null;

  constructor(
    private readonly replicas: Replicas,
    private readonly data: PreparedData,
    private readonly configuration: RunConfiguration,
    private state: TrainingState,
    private readonly host: TrainingHost,
  ) {
    this.totalSteps = configuration.EPOCHS * stepsPerEpoch(data, configuration);
    this.saved = state.step > 0 ? state : null;
    this.nextCheckpoint = performance.now() + this.millisecondsBetweenCheckpoints(0);
  }

  async train(): Promise<TrainingOutcome> {
    const { EPOCHS, APPLY_EARLY_STOPPING, EARLY_STOPPING_PATIENCE } = this.configuration;
    while (this.state.epoch < EPOCHS) {
      if (APPLY_EARLY_STOPPING && this.state.epochsWithoutImprovement >= EARLY_STOPPING_PATIENCE)
        return {
          state: 'finished',
          reason: `Early stopping: no better validation loss for ${EARLY_STOPPING_PATIENCE} epochs`,
        };
      const ended = (await this.trainEpoch()) ?? (await this.closeEpoch());
      if (ended) return ended;
    }
    return { state: 'finished', reason: null };
  }

  /** The remaining batches of the epoch under way. */
  private async trainEpoch(): Promise<TrainingOutcome | null> {
    const batches = epochBatches(this.data.train, this.configuration, this.state.epoch + 1);
    while (this.state.batchesDone < batches.length) {
      if (await this.stopRequested()) return this.stop();
      this.intervene();
      const failure = await this.trainBatch(batches[this.state.batchesDone]);
      if (failure) return failure;
      if (performance.now() >= this.nextCheckpoint) await this.saveLatest();
    }
    return null;
  }

  /** Takes over a learning rate that somebody has set. */
  private intervene(): void {
    const to = this.host.newLearningRate();
    if (to === null) return;
    const step = this.state.step + 1;
    const from = learningRate(this.configuration, step, this.totalSteps, this.state.interventions);
    const intervention = { step, setting: 'LEARNING_RATE', from, to } as const;
    const interventions = withIntervention(this.state.interventions, intervention);
    this.state = { ...this.state, interventions };
    this.host.intervened(intervention);
  }

  private async trainBatch(indices: Int32Array): Promise<TrainingOutcome | null> {
    const started = performance.now();
    const examples = Array.from(indices, (index) => this.data.train[index]);
    const batch = {
      sources: examples.map(({ source }) => source),
      targets: examples.map(({ target }) => target),
    };
    const step = this.state.step + 1;
    const { interventions } = this.state;
    const result = await optimisationStep(
      this.replicas,
      this.configuration,
      batch,
      step,
      this.totalSteps,
      interventions,
    );
    if (!result.applied) return notFinite(`The loss or its gradient ${NOT_FINITE} at step ${step}`);
    const seconds = (performance.now() - started) / 1000;
    this.state = {
      ...this.state,
      step,
      batchesDone: this.state.batchesDone + 1,
      lossSum: this.state.lossSum + result.lossSum,
      tokens: this.state.tokens + result.tokens,
      secondsInEpoch: this.state.secondsInEpoch + seconds,
      gradients:
        this.state.gradients && addGradients(this.state.gradients, result.layerNorms, result.clipped),
    };
    this.host.step({
      step,
      epoch: this.state.epoch + 1,
      loss: result.lossSum / result.tokens,
      gradientNorm: result.gradientNorm,
      learningRate: result.learningRate,
      teacherForcingRatio: result.teacherForcingRatio,
      tokens: result.tokens,
      seconds,
    });
    return null;
  }

  /** Validates, chooses the best checkpoint and counts patience. */
  private async closeEpoch(): Promise<TrainingOutcome | null> {
    const validation = await this.validate();
    if (validation === null) return this.stop();
    const { state } = this;
    if (!Number.isFinite(validation.teacherForced + validation.freeRunning))
      return notFinite(`The validation loss ${NOT_FINITE} after epoch ${state.epoch + 1}`);
    const criterion =
      this.configuration.CHECKPOINT_CRITERION === 'teacher-forced'
        ? validation.teacherForced
        : validation.freeRunning;
    const best = criterion < (state.bestValidationLoss ?? Infinity);
    const epoch = state.epoch + 1;
    this.state = {
      ...state,
      epoch,
      batchesDone: 0,
      lossSum: 0,
      tokens: 0,
      secondsInEpoch: 0,
      gradients: NO_GRADIENTS,
      bestEpoch: best ? epoch : state.bestEpoch,
      bestValidationLoss: best ? criterion : state.bestValidationLoss,
      epochsWithoutImprovement: best ? 0 : state.epochsWithoutImprovement + 1,
    };
    // Told before it is saved: a process that dies in between does the epoch again rather than lose it.
    this.host.epoch({ ...this.epochRecord(state, validation), best }, validation.probes);
    await this.saveLatest();
    if (best) await this.host.saveCheckpoint('best', this.state);
    return null;
  }

  private epochRecord(before: TrainingState, validation: Validation): Omit<EpochRecord, 'best'> {
    return {
      epoch: before.epoch + 1,
      trainLoss: before.lossSum / before.tokens,
      validationLossTeacherForced: validation.teacherForced,
      validationLossFreeRunning: validation.freeRunning,
      learningRate: learningRate(this.configuration, before.step, this.totalSteps, before.interventions),
      teacherForcingRatio: teacherForcingRatio(this.configuration, before.step, this.totalSteps),
      tokensPerSecond: before.tokens / before.secondsInEpoch,
      seconds: before.secondsInEpoch,
      validationSeconds: validation.seconds,
      gradients: before.gradients && epochGradients(before.gradients),
    };
  }

  /** Both validation losses and the probes, or null when the user stopped meanwhile: the epoch is then validated again on resuming. */
  private async validate(): Promise<Validation | null> {
    const { replicas, data, configuration } = this;
    const started = this.workingMilliseconds();
    const mayGoOn = async () => !(await this.stopRequested());
    const loss = (feeding: Feeding) =>
      meanLoss(replicas, data.validation, configuration.BATCH_SIZE, feeding, mayGoOn);
    const teacherForced = await loss('teacher-forced');
    if (teacherForced === null) return null;
    const freeRunning = await loss('free-running');
    if (freeRunning === null) return null;
    const probes = await decodeProbes(replicas, data, configuration, mayGoOn);
    if (probes === null) return null;
    const seconds = (this.workingMilliseconds() - started) / 1000;
    return { teacherForced, freeRunning, probes, seconds };
  }

  /** Lets messages in, sleeps while paused, and tells whether to stop. */
  private async stopRequested(): Promise<boolean> {
    const { control } = this.host;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (control.isPaused) {
      await this.saveLatest();
      this.host.paused();
      const pausedAt = performance.now();
      await control.waitWhilePaused();
      this.pausedMilliseconds += performance.now() - pausedAt;
      this.host.continued();
    }
    return control.isStopping;
  }

  /** A clock that stands while training is paused. */
  private workingMilliseconds(): number {
    return performance.now() - this.pausedMilliseconds;
  }

  private async stop(): Promise<TrainingOutcome> {
    await this.saveLatest();
    return { state: 'stopped', reason: 'Stopped by the user' };
  }

  /** Once for each state, so that the checkpoint before it is of another one. */
  private async saveLatest(): Promise<void> {
    if (this.state === this.saved) return;
    const started = performance.now();
    await this.host.saveCheckpoint('latest', this.state);
    this.saved = this.state;
    const ended = performance.now();
    this.nextCheckpoint = ended + this.millisecondsBetweenCheckpoints(ended - started);
  }

  /** Without a limit on their share of the time where one after every step was asked for. */
  private millisecondsBetweenCheckpoints(cost: number): number {
    const asked = 60_000 * this.configuration.CHECKPOINT_MINUTES;
    return asked === 0 ? 0 : Math.max(asked, cost / MOST_TIME_FOR_CHECKPOINTS);
  }
}
