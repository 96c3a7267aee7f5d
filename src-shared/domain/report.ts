import type { Diagnosis } from './diagnosis';
import type { SplitName } from './data';
import type {
  Annotations,
  ArtefactRecord,
  Decoder,
  EpochRecord,
  EvaluationSummary,
  PredictionRecord,
  Run,
  StepRecord,
  Study,
} from './run';
import type { Intervention } from './training';

/** All that a report shows, or that what it shows is computed from; it is embedded in the page. */
export interface ReportData {
  readonly report: ReportFacts;
  readonly study: StudyFacts;
  readonly runs: readonly RunFacts[];
  readonly curves: readonly CurveFacts[];
  readonly examples: readonly ExampleFacts[];
  readonly predictions: readonly PredictionFacts[];
  readonly attention: AttentionFacts;
  readonly diagnosis: DiagnosisFacts;
}

/** How the report was made. */
export interface ReportFacts {
  readonly writtenAt: string;
  readonly application: string;
  readonly split: SplitName;
  readonly decoders: readonly Decoder[];
  /** Of resampling and shuffling. */
  readonly seed: number;
}

/** What a person wrote for themselves is no part of what they publish. */
export type StudyFacts = Omit<Study, 'runs' | keyof Annotations>;

export interface RunFacts extends Omit<Run, 'study' | 'configuration' | 'baseline' | keyof Annotations> {
  /** Those of the report's split, as they were recorded when they were made. */
  readonly evaluations: readonly EvaluationSummary[];
  readonly artefacts: readonly ArtefactRecord[];
}

export interface CurveFacts {
  readonly run: string;
  /** Evenly chosen where there are many. */
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
  /** What was changed by hand while it trained; pages of before this was told lack it. */
  readonly interventions?: readonly Intervention[];
}

export interface ExampleFacts extends Pick<
  PredictionRecord,
  'index' | 'source' | 'reference' | 'docstringTokens'
> {
  /** SHA-256 of the row of data; null where it is not known. */
  readonly row: string | null;
}

/** What a run wrote, and what only its model knows of it; null where it is not known. */
export interface AnswerFacts extends Pick<
  PredictionRecord,
  'index' | 'hypothesis' | 'referenceLogProbability' | 'recovers' | 'cause'
> {
  readonly logProbability: number | null;
}

export interface PredictionFacts {
  readonly run: string;
  readonly decoder: Decoder;
  readonly answers: readonly AnswerFacts[];
}

/** Examples decoded again with attention. */
export interface AttentionFacts {
  readonly samples: readonly AttentionSample[];
  /** Why there are none, or fewer than wanted; null where nothing is missing. */
  readonly reason: string | null;
}

export interface AttentionSample {
  readonly run: string;
  /** Of the example, within the split. */
  readonly index: number;
  readonly sourceTokens: readonly string[];
  /** With `<EOS>` when it was produced. */
  readonly generatedTokens: readonly string[];
  /** `[generated][source]`, to four decimals. */
  readonly weights: readonly (readonly number[])[];
}

export interface DiagnosisFacts {
  readonly diagnoses: readonly Diagnosis[];
  /** Why there are none; null where there are. */
  readonly reason: string | null;
}

/** What the history holds of a report; the rest is found out when it is written. */
export type RecordedReport = Omit<ReportData, 'attention' | 'diagnosis'>;
