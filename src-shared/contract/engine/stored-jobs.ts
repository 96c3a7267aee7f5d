/**
 * Jobs about what the history holds. There is too much of it to be carried from process to process: a host tells what is
 * asked, and the engine's process reads the rest itself. Plain data only.
 */
import type { SplitName } from '../../domain/data';
import type { Scoring } from '../../domain/run-comparison';
import type { Decoder, Run, Study } from '../../domain/run';
import type { ReportJob } from './jobs';

/** The two decoders of each run. */
export interface CompareDecodersRequest {
  readonly runs: readonly Run[];
  readonly split: SplitName;
  readonly scoring: Scoring;
  /** Of resampling and shuffling. */
  readonly seed: number;
}

/** Runs with one of them. */
export interface CompareRequest extends CompareDecodersRequest {
  /** One of the runs, with which all others are compared. */
  readonly reference: string;
  readonly decoder: Decoder;
}

/** What a run remembers, by one of its evaluations. */
export interface MemorisationRequest {
  readonly run: Run;
  readonly split: SplitName;
  readonly decoder: Decoder;
}

export interface ReportRequest extends Pick<ReportJob, 'heatmaps' | 'path' | 'figures'> {
  readonly study: Study;
  readonly split: SplitName;
  readonly seed: number;
  /** Version of the application. */
  readonly application: string;
}

interface StoredRequests {
  readonly compare: CompareRequest;
  readonly 'compare-decoders': CompareDecodersRequest;
  readonly memorisation: MemorisationRequest;
  readonly report: ReportRequest;
}

/** Asks for a job (of the kind `asked`) about what the history of a home holds. */
export type StoredJob<Asked extends keyof StoredRequests = keyof StoredRequests> = {
  readonly [Kind in Asked]: {
    readonly kind: 'stored';
    readonly home: string;
    readonly asked: Kind;
    readonly request: StoredRequests[Kind];
  };
}[Asked];
