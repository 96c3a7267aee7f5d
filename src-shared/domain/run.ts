import type {
  ErrorCategory,
  ErrorShare,
  FailureCause,
  LengthBinScore,
  OneTokenAway,
  TokenClass,
} from './analysis';
import type { Architecture } from './architecture';
import type { AnswerFaithfulness, AttentionProfile, SourceMasking } from './attention-analysis';
import type { BeamTree } from './beam-tree';
import type { RunConfiguration } from './configuration';
import type { SplitName, SplitRecord } from './data';
import type { OutputStep, SourceWord } from './generation';
import type { RunOrigin } from './import';

/** `queued` → `running` ⇄ `paused` → `finished` | `stopped` (by the user) | `interrupted` (engine gone) | `failed`. */
export type RunState = 'queued' | 'running' | 'paused' | 'finished' | 'stopped' | 'interrupted' | 'failed';

export const DECODERS = ['greedy', 'beam'] as const;

export type Decoder = (typeof DECODERS)[number];

/** Whose scores speak for a run where one decoder must: the same for all runs, so that they can be compared. */
export const HEADLINE_DECODER: Decoder = 'greedy';

/** One optimisation step. Losses are cross-entropies in nats per non-PAD target token. */
export interface StepRecord {
  /** Counted from 1 over the whole run. */
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly teacherForcingRatio: number;
  /** Non-PAD target tokens of the batch. */
  readonly tokens: number;
  readonly seconds: number;
}

/** Norms of a layer's gradients over the steps of an epoch, before clipping. */
export interface LayerNorms {
  readonly mean: number;
  readonly maximum: number;
}

/** What the gradients of an epoch's steps were like. */
export interface EpochGradients {
  readonly steps: number;
  /** Steps whose gradients were scaled down. */
  readonly clipped: number;
  /** By layer: `encoder.embedding`, `encoder.layer0` (all directions), `bridge`, `attention`, `decoder.layer0`, `output`, ... */
  readonly layers: Readonly<Record<string, LayerNorms>>;
}

export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over the epoch's target tokens, with the epoch's teacher forcing and dropout. */
  readonly trainLoss: number;
  readonly validationLossTeacherForced: number;
  readonly validationLossFreeRunning: number;
  readonly learningRate: number;
  readonly teacherForcingRatio: number;
  /** While training, validation not counted. */
  readonly tokensPerSecond: number;
  /** Of the training steps. */
  readonly seconds: number;
  /** Of both validation losses and the probes; pauses are not counted. */
  readonly validationSeconds: number;
  /** Whether this epoch became the best by the checkpoint criterion. */
  readonly best: boolean;
  /** Null in epochs of before they were recorded. */
  readonly gradients: EpochGradients | null;
}

/** What a run, after an epoch, writes greedily for an example of the validation split that it is asked after every epoch. */
export interface ProbeRecord {
  /** Position within the validation split, from 0. */
  readonly index: number;
  /** Tokens as encoded, joined by one space, as those of the hypothesis. */
  readonly source: string;
  readonly reference: string;
  /** Tokens of the docstring before it was cut. */
  readonly docstringTokens: number | null;
  readonly hypothesis: string;
  /** Sum of the log-probabilities of the hypothesis's tokens and its <EOS>. */
  readonly logProbability: number;
  /**
   * Attention weights `[target][source]` in steps of 1/255: a row for each token of the hypothesis, and one for <EOS> when
   * it was produced; a column for <SOS>, each token of the source, and <EOS>. Null without attention.
   */
  readonly attention: readonly (readonly number[])[] | null;
}

/** A probe in the course of training. */
export interface ProbeOfEpoch extends ProbeRecord {
  readonly epoch: number;
}

/** In the reason of a run that ended because a loss or a gradient was no number. */
export const NOT_FINITE = 'is not a finite number';

/** What decides whether losses are equal bit for bit (engine rule 9), and what an analysis should state. */
export interface EnvironmentRecord {
  readonly application: string;
  readonly gitRevision: string | null;
  readonly platform: string;
  readonly runtime: string;
  readonly backend: 'native' | 'portable';
  readonly tensorflow: string;
  readonly device: string;
  /** Of all replicas together. */
  readonly threads: number;
  /** Copies of the model among which batches were dealt out; runs of before there were any lack it. */
  readonly replicas?: number;
  readonly oneDnn: boolean;
  /** Whether layers' point-wise parts were computed by kernels that set-up compiled; older runs lack it. */
  readonly fusedKernels?: 'compiled' | 'composed';
}

/** A metric computed twice: our definition, and as the notebooks did (which drops `<UNK>` before scoring). */
export interface MetricValues {
  /** Corpus BLEU-4 x 100, sacreBLEU 2.x `tokenize=none smooth=exp`. */
  readonly bleu: number;
  /** Percent of reference positions that hold the right token. */
  readonly tokenAccuracy: number;
  /** Percent of examples whose token lists are equal. */
  readonly exactMatch: number;
}

/** What an evaluation says beyond its metrics; null in evaluations of before it was recorded. */
export interface EvaluationAnalysis {
  /** Token accuracy by length of the docstring; the intervals' bootstrap is seeded by the run's SEED. */
  readonly lengthBins: readonly LengthBinScore[] | null;
  /** All seven categories. */
  readonly errors: readonly ErrorShare[] | null;
  /** Tokens of all hypotheses for one of the references; null also for references without a token. */
  readonly lengthRatio: number | null;
  /** Share of 4-grams of the hypotheses that stood earlier in the same hypothesis, from 0 to 1. */
  readonly repetition: number | null;
  /** Of the references, teacher-forced: exp of the mean cross-entropy; null also where that is no finite number. */
  readonly perplexity: number | null;
  /** Failures by what is to blame. */
  readonly failures: Readonly<Record<FailureCause, number>> | null;
  /** All six classes of tokens. */
  readonly oneTokenAway: readonly OneTokenAway[] | null;
}

export interface EvaluationSummary extends MetricValues, EvaluationAnalysis {
  readonly run: string;
  readonly architecture: Architecture;
  readonly decoder: Decoder;
  readonly beamSize: number;
  readonly split: SplitName;
  readonly examples: number;
  /** Percent of examples whose detokenised texts are equal, white space folded. */
  readonly exactMatchText: number;
  readonly asNotebook: MetricValues;
  readonly bleuSignature: string;
  readonly brevityPenalty: number;
  /** Precisions of n-grams 1..4 in percent. */
  readonly precisions: readonly number[];
  readonly hypothesisLength: number;
  readonly referenceLength: number;
  readonly distinctOutputs: number;
  readonly epoch: number;
  readonly seconds: number;
}

/** What is said of an answer beyond its metrics; null in evaluations of before it was recorded. */
export interface AnswerAnalysis {
  /** Of the one example, with effective order. */
  readonly bleu: number | null;
  /** Share of 4-grams of the hypothesis that stood earlier in it, from 0 to 1. */
  readonly repetition: number | null;
  /** As `logProbability`, of the reference and its <EOS>. */
  readonly referenceLogProbability: number | null;
  /** Null for an exact match, as all that follows. */
  readonly category: ErrorCategory | null;
  /** Position, from 0, of the first token at which the hypothesis leaves the reference, or one of them ends. */
  readonly divergence: number | null;
  /** What the reference has at that position. */
  readonly divergenceClass: TokenClass | null;
  /** Whether the model, given the reference up to and with that token, writes the rest of it greedily. */
  readonly recovers: boolean | null;
  readonly cause: FailureCause | null;
}

/** What a run wrote for an example. Tokens are joined by one space, without special tokens except `<UNK>`. */
export interface Answer extends AnswerAnalysis {
  readonly hypothesis: string;
  /** Sum of the log-probabilities of the hypothesis's tokens and its <EOS>. */
  readonly logProbability: number;
  readonly tokenAccuracy: number;
  readonly exactMatch: boolean;
}

export interface PredictionRecord extends Answer {
  /** Position within the split, from 0. */
  readonly index: number;
  /** Tokens as encoded, as those of the hypothesis. */
  readonly source: string;
  readonly reference: string;
  /** Tokens of the docstring before it was cut; null in evaluations of before they were counted. */
  readonly docstringTokens: number | null;
}

/** A file that a run left, with what verifies it. */
export interface ArtefactRecord {
  readonly kind:
    | 'best-checkpoint'
    | 'latest-checkpoint'
    | 'source-vocabulary'
    | 'target-vocabulary'
    | 'configuration'
    | 'examples'
    | 'split';
  /** Relative to the home folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a person wrote on a study or a run. */
export interface Annotations {
  /** Plain text of any number of lines. */
  readonly notes: string;
  /** Each once, in the order in which they were added. */
  readonly tags: readonly string[];
  /** Out of the way: not listed unless it is asked for. */
  readonly archived: boolean;
}

export interface Run extends Annotations {
  readonly id: string;
  readonly study: string;
  readonly architecture: Architecture;
  readonly state: RunState;
  /** Why it is interrupted, failed or stopped early; null otherwise. */
  readonly reason: string | null;
  readonly configuration: RunConfiguration;
  /** Trainable numbers, counted as PyTorch counts them (two bias vectors per recurrent layer). Null before the model is built. */
  readonly parameters: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Of training and validation so far, as the engine measured them; pauses are not counted. Null where nothing was measured. */
  readonly seconds: number | null;
  readonly stepsPerEpoch: number | null;
  readonly step: number;
  /** Epochs completed. */
  readonly epoch: number;
  readonly bestEpoch: number | null;
  /** Best value of the checkpoint criterion so far. */
  readonly bestValidationLoss: number | null;
  /** Of the best epoch, whatever chose it: what runs of different criteria are compared by. */
  readonly teacherForcedLoss: number | null;
  /** Of the best epoch, too. */
  readonly trainLoss: number | null;
  readonly environment: EnvironmentRecord | null;
  readonly evaluations: readonly EvaluationSummary[];
  /** Null for runs that were trained here. */
  readonly origin: RunOrigin | null;
  /** Whether it is the one run of the history that others are measured against. */
  readonly baseline: boolean;
}

export interface Study extends Annotations {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly createdAt: string;
  readonly configuration: RunConfiguration;
  /** Names in the given configuration file that no key has. */
  readonly unknownSettings: Readonly<Record<string, unknown>>;
  readonly split: Omit<SplitRecord, 'exampleHashes'> | null;
  readonly notices: readonly string[];
  readonly runs: readonly Run[];
}

/** One decoded hypothesis. */
export interface Hypothesis {
  /** Without <SOS>, <EOS> and <PAD>. */
  readonly tokens: readonly string[];
  readonly logProbability: number;
  /** Whether it ended by <EOS> rather than by the longest length. */
  readonly ended: boolean;
  /** A step for each token, and one for <EOS> when it was produced; null where alternatives were not asked for. */
  readonly steps: readonly OutputStep[] | null;
  /** Attention weights `[target][source]` over `sourceTokens`; one row for each token, and one for <EOS> when it was produced. Null without attention. */
  readonly attention: readonly (readonly number[])[] | null;
  /** Entropy and coverage of each of these rows; null without attention. */
  readonly profile: AttentionProfile | null;
  /** What masking `sourceTokens` shows, in rows as those of attention; null where it was not asked for. */
  readonly faithfulness: (AnswerFaithfulness & SourceMasking) | null;
}

export interface Generation {
  readonly run: string;
  readonly architecture: Architecture;
  /** The source before it was encoded. */
  readonly sourceWords: readonly SourceWord[];
  /** As encoded, with <SOS> and <EOS>. */
  readonly sourceTokens: readonly string[];
  readonly hypotheses: readonly Hypothesis[];
  /** Null where it was not asked for. */
  readonly tree: BeamTree | null;
}
