import type { Estimate, MetricName, RunPredictions } from './analysis';
import type { Architecture } from './architecture';
import type { ConfigurationKeyName, RunConfiguration } from './configuration';
import type { DataReport, Distribution, SplitRecord, TokenSideReport } from './data';
import type { MemorisationReport } from './memorisation';
import type {
  EpochGradients,
  EpochRecord,
  EvaluationSummary,
  PredictionRecord,
  ProbeRecord,
  StepRecord,
} from './run';

/**
 * `critical`: the model is of no use, or its numbers do not mean what they seem to. `warning`: it is worse than it could
 * be, or its numbers flatter it. `note`: worth knowing when its numbers are read.
 */
export const SEVERITIES = ['critical', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A number (or a word) that a finding rests on. */
export interface FindingEvidence {
  readonly label: string;
  readonly value: number | string;
  /** `%`, `tokens`, `nats`, ... */
  readonly unit?: string;
  /** What it would be in a run without the fault, in words. */
  readonly expected?: string;
}

export interface Remedy {
  readonly text: string;
  /** The settings that the text speaks of; none where it lies outside the configuration. */
  readonly keys: readonly ConfigurationKeyName[];
}

/** Something that is wrong with a run, or with what its numbers seem to say. */
export interface Finding {
  /** The fault, as a name that does not change. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** One or two sentences that say what was seen and why it matters. */
  readonly explanation: string;
  readonly evidence: readonly FindingEvidence[];
  /** Positions, in the evaluated split, of examples that show it. */
  readonly examples: readonly number[];
  readonly remedy: Remedy;
  /** The epoch since which it shows; null where it belongs to no epoch. */
  readonly epoch: number | null;
}

/** What is known of one side of the data; a `TokenSideReport` is such. */
export interface TokenSideFacts extends Pick<
  TokenSideReport,
  'maximumLength' | 'truncated' | 'vocabularySize' | 'outOfVocabulary'
> {
  readonly length: Pick<Distribution, 'percentile95'>;
}

/** What is known of a run's data, null where it is not; a `DataReport` is such. */
export interface DataFacts {
  readonly split: Pick<SplitRecord, 'rows' | 'sizes' | 'requestedSizes' | 'scaledDown'> | null;
  readonly source: TokenSideFacts | null;
  readonly target: TokenSideFacts | null;
  readonly duplicates: DataReport['duplicates'] | null;
  readonly targetContainsSource: DataReport['targetContainsSource'] | null;
}

/** Norms of gradients over the steps of an epoch, before clipping. */
export interface NormStatistics {
  readonly median: number;
  readonly maximum: number;
}

/** What the steps of an epoch show. */
export interface StepStatistics {
  readonly steps: number;
  /** Steps whose gradients were scaled down. */
  readonly clipped: number;
  /** Steps whose loss stands far above those just before. */
  readonly spikes: number;
  readonly gradientNorm: NormStatistics;
}

/** The probe examples as decoded after an epoch. */
export interface ProbeEvidence {
  readonly examples: number;
  readonly distinctOutputs: number;
  readonly distinctReferences: number;
  /** Tokens of all hypotheses, and of all references. */
  readonly hypothesisLength: number;
  readonly referenceLength: number;
}

/** What is known of an epoch, null where it is not (imported runs have one validation loss, old ones no layers). */
export interface EpochEvidence extends Pick<EpochRecord, 'epoch' | 'best'> {
  readonly trainLoss: number | null;
  readonly validationLossTeacherForced: number | null;
  readonly validationLossFreeRunning: number | null;
  readonly learningRate: number | null;
  readonly teacherForcingRatio: number | null;
  readonly steps: StepStatistics | null;
  readonly gradients: EpochGradients | null;
  readonly probe: ProbeEvidence | null;
}

export interface EmbeddingEvidence {
  /** Tokens with an embedding, special tokens left out. */
  readonly rows: number;
  /** Those that no training example has within what is kept of it, so that training never moves them. */
  readonly dead: number;
  /** Some of them. */
  readonly tokens: readonly string[];
}

export interface EvaluationEvidence {
  readonly summary: EvaluationSummary;
  readonly predictions: readonly Pick<PredictionRecord, 'index' | 'reference' | 'hypothesis'>[];
}

/** A difference to another run that a reader would take for real. */
export interface ComparisonEvidence {
  /** The other run's name. */
  readonly other: string;
  readonly metric: MetricName;
  /** This run's value minus the other's, with its 95% interval. */
  readonly difference: Estimate;
  readonly p: number;
  readonly examples: number;
}

/** All that a diagnosis looks at. Null stands for what is not known, or not known yet while the run trains. */
export interface RunEvidence {
  readonly run: string;
  readonly architecture: Architecture;
  readonly configuration: RunConfiguration;
  /** Names in the given configuration file that no key has. */
  readonly unknownSettings: readonly string[] | null;
  readonly stepsPerEpoch: number | null;
  readonly data: DataFacts | null;
  readonly memorisation: Pick<MemorisationReport, 'nearDuplicates' | 'metrics'> | null;
  /** Those completed, in order. */
  readonly epochs: readonly EpochEvidence[];
  /** Why training ended, if a loss or a gradient that is no finite number ended it. */
  readonly notFinite: string | null;
  /** Entropy in nats of the target tokens' frequencies: the loss of a model that knows nothing but these. */
  readonly targetUnigramEntropy: number | null;
  readonly embeddings: { readonly source: EmbeddingEvidence; readonly target: EmbeddingEvidence } | null;
  readonly evaluation: EvaluationEvidence | null;
  readonly comparisons: readonly ComparisonEvidence[] | null;
}

/** What was recorded of a run's training, as a diagnosis needs it. */
export interface RecordedTraining {
  readonly epochs: readonly EpochRecord[];
  readonly steps: readonly Pick<StepRecord, 'step' | 'epoch' | 'loss' | 'gradientNorm'>[];
  readonly probes: readonly EpochProbes[];
}

/** What a run wrote for its probe examples after an epoch. */
export interface EpochProbes {
  readonly epoch: number;
  readonly examples: readonly Pick<ProbeRecord, 'hypothesis' | 'reference'>[];
}

/** All that the history holds of a run that a diagnosis looks at. */
export interface RecordedRun {
  readonly id: string;
  readonly study: string;
  /** What the run is called. */
  readonly name: string;
  readonly architecture: Architecture;
  readonly configuration: RunConfiguration;
  /** Names in the given configuration file that no key has. */
  readonly unknownSettings: readonly string[];
  readonly stepsPerEpoch: number | null;
  readonly training: RecordedTraining;
  /** Why training ended, if a loss or a gradient that is no finite number ended it. */
  readonly notFinite: string | null;
  /** Of the test split: the greedy one, else that of beam search. */
  readonly evaluation: (RunPredictions & { readonly summary: EvaluationSummary }) | null;
  /** Evaluations of the study's other runs on the same split by the same decoder. */
  readonly others: readonly RunPredictions[];
  /** Of a run that was trained elsewhere: what it lacks, in words, each null where it is there. Null for runs of here. */
  readonly elsewhere: { readonly noData: string | null; readonly notEvaluable: string | null } | null;
}

/** Faults that could not be looked for. */
export interface UncheckedFaults {
  /** As findings of them would be named. */
  readonly faults: readonly string[];
  readonly reason: string;
}

/** What `diagnose` tells of a run. */
export interface Diagnosis {
  readonly run: string;
  readonly name: string;
  readonly architecture: Architecture;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedFaults[];
}
