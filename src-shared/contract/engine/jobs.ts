/** What the host (main process or command line) asks of the engine. Plain data only: it crosses process borders. */
import type { RunPredictions } from '../../domain/analysis';
import type { Architecture } from '../../domain/architecture';
import type { BundleContent } from '../../domain/bundle';
import type { RunConfiguration } from '../../domain/configuration';
import type { SourceRequest, SplitName } from '../../domain/data';
import type { RecordedRun, RecordedTraining } from '../../domain/diagnosis';
import type { DataSizes } from '../../domain/estimate/work';
import type { ExportFormat } from '../../domain/export';
import type { RecordedPassport } from '../../domain/passport';
import type { DecodingChoices } from '../../domain/generation';
import type { RecordedReport } from '../../domain/report';
import type { Scoring } from '../../domain/run-comparison';
import type { Intervention } from '../../domain/training';
import type { Decoder, EpochRecord, EvaluationSummary, PredictionRecord } from '../../domain/run';

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
    /** Made at their steps, so that a resumed run is what it was to be; none when left out. */
    readonly interventions?: readonly Intervention[];
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

/** A text, or its tokens without <SOS> and <EOS>, among which <UNK> stands for what is not to be read. */
export type SourceText = string | readonly string[];

/** Answers texts with the best checkpoints of some runs; without texts it only loads them. */
export interface GenerateJob {
  readonly kind: 'generate';
  readonly home: string;
  readonly runs: readonly string[];
  readonly texts: readonly SourceText[];
  /** 1 is greedy. */
  readonly beamSize: number;
  readonly attention: boolean;
  /** Whether each hypothesis's attention, asked for or not, is put to the test; needs runs that have attention. */
  readonly faithfulness?: boolean;
  /** Whether to tell all that beam search weighed. */
  readonly tree?: boolean;
  /** Tokens that every hypothesis begins with. */
  readonly prefix?: readonly string[];
  /** How many of the tokens that could have stood in place of each to tell; 0 for no steps at all. */
  readonly alternatives?: number;
  /** Where it is not decoded as the configuration says. */
  readonly choices?: DecodingChoices;
}

export interface InspectJob {
  readonly kind: 'inspect';
  /** Downloads are kept in its `datasets/`. */
  readonly home: string;
  readonly source: SourceRequest;
  readonly configuration: RunConfiguration;
}

/** Trains each architecture for a few steps on made-up examples of these sizes, to tell how fast that is. */
export interface TrialJob {
  readonly kind: 'trial';
  readonly configuration: RunConfiguration;
  readonly data: DataSizes;
  readonly architectures: readonly Architecture[];
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

/** Verifies a report page by what it embeds. */
export interface VerifyReportJob {
  readonly kind: 'verify-report';
  /** Path of the page. */
  readonly path: string;
  /** Version of Unroll: another draws pages otherwise. */
  readonly application: string;
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
    readonly interventions: readonly Intervention[];
  };
}

/** Compares what each run wrote by beam search with what it wrote greedily. */
export interface CompareDecodersJob {
  readonly kind: 'compare-decoders';
  readonly runs: readonly {
    readonly id: string;
    readonly greedy: RunPredictions;
    readonly beam: RunPredictions;
  }[];
  readonly scoring: Scoring;
  /** Of resampling and shuffling. */
  readonly seed: number;
}

/** Compares what runs wrote for the same examples, each with one of them. */
export interface CompareJob {
  readonly kind: 'compare';
  readonly runs: readonly (RunPredictions & {
    /** What the result names the run by. */
    readonly id: string;
  })[];
  /** Place of the run that all others are compared with. */
  readonly reference: number;
  readonly scoring: Scoring;
  /** Of resampling and shuffling. */
  readonly seed: number;
}

/** Writes a study as one page (`path`) that needs no network and can be verified. */
export interface ReportJob {
  readonly kind: 'report';
  readonly home: string;
  readonly recorded: RecordedReport;
  /** Runs whose attention is shown, and why it cannot be; null where it can. */
  readonly attentive: readonly { readonly run: string; readonly whyNot: string | null }[];
  readonly diagnosed: readonly RecordedRun[];
  /** Examples whose attention is shown, of each run that has it. */
  readonly heatmaps: number;
  readonly path: string;
  /** Folder in which every figure is written as SVG and PNG, and its numbers as CSV; null: nowhere. */
  readonly figures: string | null;
}

export type EngineJob =
  | TrainJob
  | EvaluateJob
  | GenerateJob
  | InspectJob
  | TrialJob
  | DiagnoseJob
  | AttentionJob
  | MemorisationJob
  | ImportJob
  | AddDataJob
  | PassportJob
  | VerifyJob
  | VerifyReportJob
  | BundleJob
  | UnpackJob
  | ExportJob
  | CompareJob
  | CompareDecodersJob
  | ReportJob;
