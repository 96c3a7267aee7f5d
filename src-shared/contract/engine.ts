/** What the host (main process or command line) and the engine say to each other. Plain data only: it crosses process borders. */
import type { Architecture } from '../domain/architecture';
import type { AttentionReport } from '../domain/attention-analysis';
import type { BundleContent, BundledRun } from '../domain/bundle';
import type { RunConfiguration } from '../domain/configuration';
import type { DataReport, SourceRequest, SplitName, SplitRecord } from '../domain/data';
import type { Diagnosis, RecordedRun, RecordedTraining } from '../domain/diagnosis';
import type { ExportFormat } from '../domain/export';
import type { ImportedStudy } from '../domain/import';
import type { MemorisationReport } from '../domain/memorisation';
import type { RecordedPassport } from '../domain/passport';
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
} from '../domain/run';
import type { PassportVerification } from '../domain/verification';

/** Trains and evaluates the runs of a study one after another. Ids are the host's. */
export interface TrainJob {
  readonly kind: 'train';
  /** Home folder; the engine writes under `runs/RUN/`, `studies/STUDY/` and `datasets/` in it, nowhere else. */
  readonly home: string;
  readonly study: string;
  readonly source: SourceRequest;
  readonly configuration: RunConfiguration;
  readonly runs: readonly {
    readonly run: string;
    readonly architecture: Architecture;
    /** Continue from the latest checkpoint. */
    readonly resume: boolean;
    /** What was recorded of the run before; a new one has nothing. */
    readonly recorded?: RecordedTraining;
  }[];
}

/** Decodes one split with the best checkpoint of a run, by each of the decoders, and scores it. */
export interface EvaluateJob {
  readonly kind: 'evaluate';
  readonly home: string;
  readonly study: string;
  readonly run: string;
  readonly split: SplitName;
  readonly decoders: readonly Decoder[];
}

/** Answers texts with the best checkpoints of some runs. */
export interface GenerateJob {
  readonly kind: 'generate';
  readonly home: string;
  readonly runs: readonly string[];
  readonly texts: readonly string[];
  /** 1 is greedy. */
  readonly beamSize: number;
  readonly attention: boolean;
  /** Whether each hypothesis's attention, asked for or not, is put to the test; needs runs that have attention. */
  readonly faithfulness?: boolean;
  /** Whether to tell all that beam search weighed. */
  readonly tree?: boolean;
}

export interface InspectJob {
  readonly kind: 'inspect';
  /** Downloads are kept in its `datasets/`. */
  readonly home: string;
  readonly source: SourceRequest;
  readonly configuration: RunConfiguration;
}

/** Says what is wrong with a run, by what the history holds of it and by the study's data. */
export interface DiagnoseJob {
  readonly kind: 'diagnose';
  readonly home: string;
  readonly recorded: RecordedRun;
}

/** Says whether a run's attention tells what its answers depend on: masks the source tokens of examples drawn at random. */
export interface AttentionJob {
  readonly kind: 'attention';
  readonly home: string;
  readonly study: string;
  readonly run: string;
  readonly split: SplitName;
  readonly decoder: Decoder;
  /** Most examples to be drawn. */
  readonly examples: number;
  readonly seed: number;
}

/** Looks up what a run read and wrote in an evaluation among the examples that it was trained with. */
export interface MemorisationJob {
  readonly kind: 'memorisation';
  readonly home: string;
  readonly study: string;
  readonly run: string;
  readonly split: SplitName;
  readonly decoder: Decoder;
  /** Of the evaluation. */
  readonly predictions: readonly Pick<PredictionRecord, 'index' | 'reference' | 'hypothesis'>[];
}

/**
 * Brings in what PyTorch left: a folder (a notebook's `models/`) or one checkpoint file. Nothing is left behind when anything
 * is wrong with it.
 */
export interface ImportJob {
  readonly kind: 'import';
  readonly home: string;
  readonly path: string;
  /** Only tell what would be imported, and write nothing. */
  readonly preview: boolean;
  /** Ids that the study and its runs, of which there is one of an architecture at most, are to have. */
  readonly study: string;
  readonly runs: Readonly<Record<Architecture, string>>;
  readonly name: string;
  /** The examples that it was trained with; null where they are not at hand. */
  readonly source: SourceRequest | null;
  /** What the user decides, over what files and tensors say. */
  readonly settings: Partial<RunConfiguration>;
}

/** Gives data to a study that was imported without: split by its configuration, to be encoded with its own vocabularies. */
export interface AddDataJob {
  readonly kind: 'add-data';
  readonly home: string;
  readonly study: string;
  readonly runs: readonly string[];
  readonly source: SourceRequest;
  readonly configuration: RunConfiguration;
}

/** Writes the passport of a run: what the history holds of it, and what its files are. */
export interface PassportJob {
  readonly kind: 'passport';
  readonly home: string;
  readonly study: string;
  readonly run: string;
  readonly recorded: RecordedPassport;
  /** The file to be written. */
  readonly path: string;
}

/** Verifies a passport by data, and by a run of the home or the checkpoint in a folder. */
export interface VerifyJob {
  readonly kind: 'verify';
  /** Downloads are kept in its `datasets/`. */
  readonly home: string;
  /** Path of the passport. */
  readonly passport: string;
  /** Options that are not given are the passport's. */
  readonly source: SourceRequest;
  /** Null: what can be verified without weights. */
  readonly checkpoint: VerifiedCheckpoint | null;
}

export type VerifiedCheckpoint =
  | ({ readonly kind: 'run' } & Pick<PassportJob, 'study' | 'run' | 'recorded'>)
  | { readonly kind: 'folder'; readonly path: string };

/** Puts a run with its files and records into one file. */
export interface BundleJob {
  readonly kind: 'bundle';
  readonly home: string;
  readonly content: BundleContent;
  /** The file to be written. */
  readonly path: string;
}

/** Unpacks a bundle into the home. Its files take their places when the event is recorded. */
export interface UnpackJob {
  readonly kind: 'unpack';
  readonly home: string;
  /** Of the bundle. */
  readonly path: string;
}

/** Writes a run's best checkpoint, with what belongs to it, into a new folder (absolute path). */
export interface ExportJob {
  readonly kind: 'export';
  readonly home: string;
  readonly study: string;
  readonly run: string;
  readonly folder: string;
  readonly format: ExportFormat;
  /** What the history holds of it. */
  readonly recorded: {
    readonly epochs: readonly EpochRecord[];
    readonly evaluations: readonly EvaluationSummary[];
  };
}

export type EngineJob =
  | TrainJob
  | EvaluateJob
  | GenerateJob
  | InspectJob
  | DiagnoseJob
  | AttentionJob
  | MemorisationJob
  | ImportJob
  | AddDataJob
  | PassportJob
  | VerifyJob
  | BundleJob
  | UnpackJob
  | ExportJob;

/** Sent to a working engine. `stop` ends after the current step and writes the latest checkpoint, so that the run can be resumed. */
export type EngineCommand =
  | { readonly type: 'pause' }
  | { readonly type: 'continue' }
  | { readonly type: 'stop' }
  /** The answer to the event `flush`. */
  | { readonly type: 'flushed' };

/** What a host says to an engine process: one job at a time, and commands to the job that runs. */
export type HostMessage = { readonly type: 'run'; readonly job: EngineJob } | EngineCommand;

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
  /** A bundle lies, unpacked and verified, in a folder of the home. */
  | {
      readonly type: 'bundle-unpacked';
      readonly bundle: string;
      readonly folder: string;
      readonly bundled: BundledRun;
    }
  | { readonly type: 'verification'; readonly verification: PassportVerification }
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
