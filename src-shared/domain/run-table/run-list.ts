/** All that a table can show of runs, without the documents that only views of single runs need. */
import type { Architecture } from '../architecture';
import type { RunConfiguration } from '../configuration';
import type { SplitName } from '../data';
import type { Annotations, Decoder, EnvironmentRecord, EvaluationSummary, RunState } from '../run';

/** A quantity over the epochs of a run. */
export interface OverEpochs {
  /** Of the epoch that the checkpoint criterion chose. */
  readonly best: number | null;
  readonly last: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** What an evaluation's metrics are called in a list of runs. */
export const LISTED_METRICS = [
  'bleu',
  'tokenAccuracy',
  'exactMatch',
  'exactMatchText',
  'perplexity',
  'lengthRatio',
  'brevityPenalty',
  'repetition',
  'distinctOutputs',
  'examples',
] as const satisfies readonly (keyof EvaluationSummary)[];

export type ListedMetric = (typeof LISTED_METRICS)[number];

/** Metrics of one evaluation, in the order of `LISTED_METRICS`. */
export interface ListedEvaluation {
  readonly split: SplitName;
  readonly decoder: Decoder;
  readonly metrics: readonly (number | null)[];
}

/** Metrics that were computed elsewhere; decoder null where none is named. */
export interface PublishedMetrics {
  readonly decoder: Decoder | null;
  readonly bleu: number | null;
  readonly tokenAccuracy: number | null;
  readonly exactMatch: number | null;
}

export interface ListedRun extends Annotations {
  readonly id: string;
  readonly study: string;
  readonly studyName: string;
  readonly location: string;
  /** How the source is read, as JSON; null where nothing was chosen. */
  readonly sourceOptions: string | null;
  /** Hash of the study's split; runs of equal splits can be compared. */
  readonly split: string | null;
  readonly architecture: Architecture;
  readonly state: RunState;
  readonly reason: string | null;
  /** Place in the list's configurations. */
  readonly configuration: number;
  /** Place in the list's environments. */
  readonly environment: number | null;
  readonly imported: boolean;
  readonly baseline: boolean;
  readonly parameters: number | null;
  readonly stepsPerEpoch: number | null;
  readonly step: number;
  readonly epoch: number;
  readonly bestEpoch: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Of training and validation, as of `Run`. */
  readonly seconds: number | null;
  readonly trainLoss: OverEpochs;
  readonly validationLoss: OverEpochs;
  readonly freeRunningLoss: OverEpochs;
  readonly tokensPerSecond: OverEpochs;
  readonly evaluations: readonly ListedEvaluation[];
  /** What the files of an imported run say of it. */
  readonly published: readonly PublishedMetrics[];
}

export interface RunList {
  readonly configurations: readonly RunConfiguration[];
  readonly environments: readonly EnvironmentRecord[];
  /** Newest study first, a study's runs in their order. */
  readonly runs: readonly ListedRun[];
}

/** A run with its documents in place. */
export interface RunRow extends Omit<ListedRun, 'configuration' | 'environment'> {
  readonly configuration: RunConfiguration;
  readonly environment: EnvironmentRecord | null;
}

/** The runs of a list, each with its documents. */
export function rowsOf({ runs, configurations, environments }: RunList): readonly RunRow[] {
  return runs.map((run) => ({
    ...run,
    configuration: configurations[run.configuration],
    environment: run.environment === null ? null : environments[run.environment],
  }));
}
