/** What the engine tells its host. Plain data only: it crosses process borders. */
import type { AttentionReport } from '../../domain/attention-analysis';
import type { BundledRun } from '../../domain/bundle';
import type { DataReport, SplitName, SplitRecord } from '../../domain/data';
import type { Diagnosis } from '../../domain/diagnosis';
import type { TrialResult } from '../../domain/estimate/estimate';
import type { ImportedStudy } from '../../domain/import';
import type { MemorisationReport } from '../../domain/memorisation';
import type {
  ArtefactRecord,
  Decoder,
  EnvironmentRecord,
  EpochRecord,
  EvaluationSummary,
  Generation,
  PredictionRecord,
  ProbeRecord,
  StepRecord,
} from '../../domain/run';
import type { DecoderComparison, RunComparison } from '../../domain/run-comparison';
import type { Intervention, ResourceSample, ToldFinding } from '../../domain/training';
import type { PassportVerification, ReportVerification } from '../../domain/verification';

/** How far a run has come. */
export interface TrainingPosition {
  readonly step: number;
  /** Epochs completed. */
  readonly epoch: number;
}

export type EngineEvent =
  | { readonly type: 'notice'; readonly message: string }
  /** Asks the host to put on disk all that it was told, and to answer `flushed`. */
  | { readonly type: 'flush' }
  /** Work without an end known in advance has `total` null. */
  | {
      readonly type: 'progress';
      readonly activity: string;
      readonly done: number;
      readonly total: number | null;
      readonly unit: string;
      readonly run?: string;
    }
  | { readonly type: 'split-ready'; readonly study: string; readonly split: SplitRecord }
  | {
      readonly type: 'run-started';
      readonly run: string;
      readonly parameters: number;
      readonly stepsPerEpoch: number;
      readonly environment: EnvironmentRecord;
      /** What is done of it already, and not done again; what was recorded of it beyond that no longer counts. */
      readonly done: TrainingPosition;
    }
  | { readonly type: 'step'; readonly run: string; readonly record: StepRecord }
  | { readonly type: 'epoch'; readonly run: string; readonly record: EpochRecord }
  /** After the epoch. */
  | {
      readonly type: 'probes';
      readonly run: string;
      readonly epoch: number;
      readonly records: readonly ProbeRecord[];
    }
  /** A fault that shows for the first time. */
  | { readonly type: 'finding'; readonly run: string; readonly told: ToldFinding }
  /** Before its step is done. */
  | { readonly type: 'intervention'; readonly run: string; readonly intervention: Intervention }
  /** Now and then while a run trains. */
  | { readonly type: 'resources'; readonly run: string; readonly sample: ResourceSample }
  | { readonly type: 'artefact'; readonly run: string; readonly record: ArtefactRecord }
  | { readonly type: 'run-paused'; readonly run: string }
  | { readonly type: 'run-continued'; readonly run: string }
  | {
      readonly type: 'evaluation';
      readonly run: string;
      readonly summary: EvaluationSummary;
      readonly predictions: readonly PredictionRecord[];
    }
  /** `reason` says why it ended: all epochs, early stopping, stopped by the user, not-a-number. */
  | {
      readonly type: 'run-ended';
      readonly run: string;
      readonly state: 'finished' | 'stopped' | 'failed';
      readonly reason: string | null;
    }
  | { readonly type: 'generations'; readonly generations: readonly Generation[] }
  | { readonly type: 'data-report'; readonly report: DataReport }
  | {
      readonly type: 'attention';
      readonly run: string;
      readonly split: SplitName;
      readonly decoder: Decoder;
      readonly report: AttentionReport;
    }
  | {
      readonly type: 'memorisation';
      readonly run: string;
      readonly split: SplitName;
      readonly decoder: Decoder;
      readonly report: MemorisationReport;
    }
  | { readonly type: 'comparison'; readonly comparison: RunComparison }
  | { readonly type: 'decoder-comparison'; readonly comparison: DecoderComparison }
  | { readonly type: 'trial'; readonly result: TrialResult }
  | { readonly type: 'diagnosis'; readonly diagnosis: Diagnosis }
  /** What would be imported: no file was written. */
  | { readonly type: 'import-preview'; readonly imported: ImportedStudy }
  /** All files are written; the history records the study whole. */
  | { readonly type: 'imported'; readonly imported: ImportedStudy }
  /** The file that a job was to write is there, whole. */
  | {
      readonly type: 'file-written';
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
    }
  /** A report is there, whole; `figures` are the files of its figures. */
  | {
      readonly type: 'report-written';
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly figures: readonly string[];
    }
  /** A bundle lies, unpacked and verified, in a folder of the home. */
  | {
      readonly type: 'bundle-unpacked';
      readonly bundle: string;
      readonly folder: string;
      readonly bundled: BundledRun;
    }
  | { readonly type: 'verification'; readonly verification: PassportVerification }
  | { readonly type: 'report-verification'; readonly verification: ReportVerification }
  /** The folder of an export is there, whole. */
  | {
      readonly type: 'exported';
      readonly run: string;
      readonly folder: string;
      readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
    }
  /** The last event of a job that did not succeed. `userError`: the message alone tells the user what to mend. */
  | {
      readonly type: 'job-failed';
      readonly message: string;
      readonly userError: boolean;
      readonly stack: string | null;
    }
  /** The last event of a job that succeeded. */
  | { readonly type: 'job-done' };

export type EngineEventSink = (event: EngineEvent) => void;
