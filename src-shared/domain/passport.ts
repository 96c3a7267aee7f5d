import type { Architecture } from './architecture';
import type { RunConfiguration } from './configuration';
import type { SourceOptions, SplitName, SplitRecord } from './data';
import type { Intervention } from './training';
import type { Decoder, EnvironmentRecord, EpochRecord, EvaluationSummary, MetricValues } from './run';

/** What a passport file says that it is. */
export const PASSPORT_FORMAT = 'unroll-passport';
/** Raise it with every change of what a passport holds or how it is written. Version 1 does not tell of interventions. */
export const PASSPORT_VERSION = 2;

/**
 * What another machine needs to verify a run's numbers. Numbers that are not finite are null. Hashes are SHA-256 in
 * hexadecimal.
 */
export interface PassportContent {
  readonly run: PassportRun;
  readonly source: PassportSource;
  readonly configuration: RunConfiguration;
  readonly split: PassportSplit;
  readonly tokenizers: Readonly<Record<'source' | 'target', PassportTokenizer>>;
  readonly checkpoint: PassportCheckpoint;
  readonly environment: EnvironmentRecord | null;
  readonly epochs: readonly PassportEpoch[];
  /** Settings that a person changed while the run trained, in the order of their steps; left out of version 1. */
  readonly interventions?: readonly Intervention[];
  readonly evaluations: readonly PassportEvaluation[];
}

export interface PassportRun {
  readonly id: string;
  readonly name: string;
  readonly architecture: Architecture;
  readonly parameters: number | null;
}

/** Where the data came from, as the study was given it and as it was resolved. */
export interface PassportSource {
  readonly location: string;
  readonly description: string;
  readonly options: SourceOptions;
}

export type PassportSplit = Pick<SplitRecord, 'seed' | 'rows' | 'sizes' | 'hash' | 'exampleHashes'>;

/** A vocabulary, with the hash of its file's bytes. */
export interface PassportTokenizer {
  readonly size: number;
  readonly sha256: string;
}

/** The best checkpoint: its file, and each tensor by its name. */
export interface PassportCheckpoint {
  readonly epoch: number | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly tensors: readonly PassportTensor[];
}

export interface PassportTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Of its values as little-endian float32. */
  readonly sha256: string;
}

/** What an epoch gave that does not depend on the clock. */
export type PassportEpoch = {
  readonly [Name in MeasuredOfEpoch]: number | null;
} & Pick<EpochRecord, 'epoch' | 'best'>;

export type MeasuredOfEpoch =
  | 'trainLoss'
  | 'validationLossTeacherForced'
  | 'validationLossFreeRunning'
  | 'learningRate'
  | 'teacherForcingRatio';

/** Metrics of an evaluation that hypotheses and references alone decide; those of the notebooks begin with `asNotebook`. */
export const PASSPORT_METRICS = [
  'examples',
  'bleu',
  'tokenAccuracy',
  'exactMatch',
  'exactMatchText',
  'asNotebook.bleu',
  'asNotebook.tokenAccuracy',
  'asNotebook.exactMatch',
  'brevityPenalty',
  'hypothesisLength',
  'referenceLength',
  'distinctOutputs',
] as const;

export type PassportMetric = (typeof PASSPORT_METRICS)[number];

/** The metrics of a passport, of an evaluation that has them all. */
export function passportMetrics(
  scores: Pick<EvaluationSummary, Exclude<PassportMetric, `asNotebook.${string}`> | 'asNotebook'>,
): Record<PassportMetric, number | null> {
  const { asNotebook } = scores;
  const values = PASSPORT_METRICS.map((name) => {
    const value = name.startsWith('asNotebook.')
      ? asNotebook[name.slice('asNotebook.'.length) as keyof MetricValues]
      : scores[name as Exclude<PassportMetric, `asNotebook.${string}`>];
    return [name, Number.isFinite(value) ? value : null];
  });
  return Object.fromEntries(values) as Record<PassportMetric, number | null>;
}

export interface PassportEvaluation {
  readonly split: SplitName;
  readonly decoder: Decoder;
  readonly beamSize: number;
  readonly epoch: number;
  readonly metrics: Readonly<Record<PassportMetric, number | null>>;
  /** Of the references, teacher-forced: what only the model knows. */
  readonly perplexity: number | null;
  /** Over the hashes of the predictions, in split order. */
  readonly hash: string;
  /** In split order. */
  readonly predictions: readonly PassportPrediction[];
}

export interface PassportPrediction {
  /** Tokens joined by one space, as a `PredictionRecord` has them. */
  readonly hypothesis: string;
  readonly logProbability: number | null;
  /** Of the two. */
  readonly sha256: string;
}

/** The part of a passport that the history knows: the rest is in the run's files, and hashes are still to be computed. */
export interface RecordedPassport extends Omit<PassportContent, 'tokenizers' | 'checkpoint' | 'evaluations'> {
  readonly evaluations: readonly RecordedEvaluation[];
}

export interface RecordedEvaluation extends Omit<PassportEvaluation, 'hash' | 'predictions'> {
  readonly predictions: readonly Omit<PassportPrediction, 'sha256'>[];
}

/** A whole passport, with hashes that tell where it was changed. */
export interface Passport {
  readonly format: typeof PASSPORT_FORMAT;
  readonly version: 1 | typeof PASSPORT_VERSION;
  /** Version of the Unroll that wrote it. */
  readonly application: string;
  readonly content: PassportContent;
  /** Of each part of the content, as RFC 8785 (JSON Canonicalization Scheme) writes it. */
  readonly sections: Readonly<Record<Exclude<keyof PassportContent, 'interventions'>, string>> & {
    readonly interventions?: string;
  };
  /** Of everything else, as RFC 8785 writes it. */
  readonly sha256: string;
}
