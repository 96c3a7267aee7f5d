import type { Architecture } from '../../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../../src-shared/domain/configuration';
import type {
  EpochEvidence,
  Finding,
  RecordedTraining,
  RunEvidence,
} from '../../../../src-shared/domain/diagnosis';
import type { EpochRecord, ProbeRecord, StepRecord } from '../../../../src-shared/domain/run';
import { diagnose } from './diagnose';
import { TRAINING_RULES } from './rules';
import { trainingEvidence } from './training-evidence';

/** What does not change while a run trains. */
export interface WatchedRun {
  readonly run: string;
  readonly architecture: Architecture;
  readonly configuration: RunConfiguration;
  readonly stepsPerEpoch: number;
  readonly targetUnigramEntropy: number | null;
}

/**
 * These models start on a plateau, for hundreds of steps: what only says so is no news before as many are done, unless the
 * run ends sooner.
 */
const FAULTS_OF_THE_START: readonly string[] = ['unigram-plateau', 'decoder-ignores-input'];
const STEPS_OF_THE_START = 300;

export const NOTHING_RECORDED: RecordedTraining = { epochs: [], steps: [], probes: [] };

/** Looks at a run after each of its epochs, and tells each fault once: in the epoch in which it first shows. */
export class TrainingWatch {
  private readonly epochs: EpochEvidence[];
  private steps: RecordedTraining['steps'][number][];
  private readonly told: Set<string>;

  /** `recorded` is what an earlier process did of the training, to the last step that is not done again. */
  constructor(
    private readonly watched: WatchedRun,
    recorded: RecordedTraining,
  ) {
    const { GRADIENT_CLIP } = watched.configuration;
    const lastEpoch = recorded.epochs.at(-1)?.epoch ?? 0;
    this.epochs = trainingEvidence(recorded, GRADIENT_CLIP);
    this.steps = recorded.steps.filter(({ epoch }) => epoch > lastEpoch);
    this.told = new Set(
      this.epochs.flatMap((_, index) => this.findings(this.epochs.slice(0, index + 1)).map(({ id }) => id)),
    );
  }

  addStep({ step, epoch, loss, gradientNorm }: StepRecord): void {
    this.steps.push({ step, epoch, loss, gradientNorm });
  }

  /** The faults that show in this epoch and showed in none before, the gravest first. */
  addEpoch(record: EpochRecord, probes: readonly ProbeRecord[]): Finding[] {
    const recorded: RecordedTraining = {
      epochs: [record],
      steps: this.steps,
      probes: [{ epoch: record.epoch, examples: probes }],
    };
    this.epochs.push(...trainingEvidence(recorded, this.watched.configuration.GRADIENT_CLIP));
    this.steps = [];
    const findings = this.findings(this.epochs).filter(({ id }) => !this.told.has(id));
    for (const { id } of findings) this.told.add(id);
    return findings;
  }

  private findings(epochs: readonly EpochEvidence[]): Finding[] {
    const { stepsPerEpoch, configuration } = this.watched;
    const epoch = epochs.at(-1)?.epoch ?? 0;
    const isStart = epoch * stepsPerEpoch < STEPS_OF_THE_START && epoch < configuration.EPOCHS;
    const evidence: RunEvidence = {
      ...this.watched,
      epochs,
      unknownSettings: null,
      data: null,
      memorisation: null,
      notFinite: null,
      embeddings: null,
      evaluation: null,
      comparisons: null,
    };
    const findings = diagnose(evidence, TRAINING_RULES);
    return isStart ? findings.filter(({ id }) => !FAULTS_OF_THE_START.includes(id)) : findings;
  }
}

/** What of a recorded training comes before a state that training goes on from. */
export function recordedUntil(
  { epochs, steps, probes }: RecordedTraining,
  state: { readonly step: number; readonly epoch: number },
): RecordedTraining {
  return {
    epochs: epochs.filter(({ epoch }) => epoch <= state.epoch),
    steps: steps.filter(({ step }) => step <= state.step),
    probes: probes.filter(({ epoch }) => epoch <= state.epoch),
  };
}
