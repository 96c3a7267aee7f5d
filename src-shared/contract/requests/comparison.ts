/** Comparing evaluated runs, evaluating and analysing them, and the report of a study. */
import { z } from 'zod';
import type { AttentionReport } from '../../domain/attention-analysis';
import { SPLIT_NAMES } from '../../domain/data';
import type { MemorisationReport } from '../../domain/memorisation';
import { DECODERS } from '../../domain/run';
import { type DecoderComparison, type RunComparison, SCORINGS } from '../../domain/run-comparison';
import { filePath, identifier } from './values';

/** What is kept of an evaluation beyond its scores, when it was asked for. */
export const ANALYSES = ['memorisation', 'attention'] as const;
export type AnalysisName = (typeof ANALYSES)[number];

const evaluation = { split: z.enum(SPLIT_NAMES), decoder: z.enum(DECODERS) };

export const comparisonRequests = {
  /** Every run with the reference, which is one of them, by their stored evaluations. */
  'comparison.of': z.object({
    runs: z.array(identifier).min(1).max(50),
    reference: identifier,
    ...evaluation,
    scoring: z.enum(SCORINGS),
  }),
  /** Beam search against greedy decoding, of runs that were evaluated by both. */
  'comparison.decoders': z.object({
    runs: z.array(identifier).min(1).max(50),
    split: z.enum(SPLIT_NAMES),
    scoring: z.enum(SCORINGS),
  }),
  /** What analyses found out about stored evaluations. */
  'comparison.analyses': z.object({ runs: z.array(identifier).min(1).max(50), ...evaluation }),
  /** Decodes and scores a split; one run after another. Answers when it is done. */
  'runs.evaluate': z.object({
    run: identifier,
    split: z.enum(SPLIT_NAMES),
    decoders: z.array(z.enum(DECODERS)).min(1),
  }),
  'runs.analyse': z.object({ run: identifier, ...evaluation, analysis: z.enum(ANALYSES) }),
  /** Ends evaluations and analyses of the run, at work or waiting; their requests are rejected. */
  'runs.cancelEvaluation': z.object({ run: identifier }),
  /** Writes the study's report as one page; with `figures`, into a new folder that holds every figure as well. */
  'studies.saveReport': z.object({
    study: identifier,
    split: z.enum(SPLIT_NAMES),
    path: filePath,
    figures: z.boolean(),
  }),
  /** Shows a report that was saved since the application was started. */
  'studies.openReport': z.object({ path: filePath }),
} as const;

export interface ComparisonOutputs {
  'comparison.of': RunComparison;
  'comparison.decoders': DecoderComparison;
  'comparison.analyses': readonly StoredAnalyses[];
  'runs.evaluate': null;
  'runs.analyse': null;
  'runs.cancelEvaluation': null;
  /** The page. */
  'studies.saveReport': string;
  'studies.openReport': null;
}

/** Of one evaluation; null for what was not analysed. Counts stand for examples. */
export interface StoredAnalyses {
  readonly run: string;
  readonly memorisation: MemorisationSummary | null;
  readonly attention: AttentionSummary | null;
}

export interface MemorisationSummary extends Pick<MemorisationReport, 'threshold' | 'metrics'> {
  readonly nearDuplicates: number;
  readonly verbatim: number;
}

export interface AttentionSummary extends Omit<AttentionReport, 'examples' | 'uniformExamples'> {
  readonly examples: number;
  readonly uniformExamples: number;
}
