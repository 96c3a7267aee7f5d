import type { Architecture } from './architecture';
import type { ConfigurationKeyName, RunConfiguration } from './configuration';
import type { SourceRequest, SplitRecord } from './data';
import type { ArtefactRecord, Decoder, EpochRecord } from './run';

/** A setting of an imported model that the names and shapes of its tensors cannot tell. */
export interface Assumption {
  readonly key: ConfigurationKeyName;
  readonly value: string | number | boolean;
  /** Why this value, and what else it could be. */
  readonly why: string;
}

/**
 * Metrics that somebody else computed of a run, as their file has them. How they were computed is not known, so they never
 * stand among evaluations.
 */
export interface MetricsElsewhere {
  /** The row's name, such as `LSTM + Attention (Beam=3)`. */
  readonly label: string;
  /** Which decoder the name tells of; null where it tells none. */
  readonly decoder: Decoder | null;
  /** By the column's name. */
  readonly values: Readonly<Record<string, number>>;
  /** Name of the file. */
  readonly file: string;
}

/** What a parity certificate showed: whether PyTorch's numbers come out again. */
export interface ParityReport {
  readonly agrees: boolean;
  /** Probe inputs that were run again. */
  readonly probes: number;
  /** Largest absolute difference of a logit; NaN is null. */
  readonly largestDifference: number | null;
  /** The first layer, in the order of computation, that differs beyond the tolerance; null where all agree. */
  readonly firstDifference: { readonly layer: string; readonly difference: number | null } | null;
}

/** Where a run comes from that was trained elsewhere, and what is known of it beside what every run has. */
export interface RunOrigin {
  /** The checkpoint file that its weights were read from; null where there was none, and the run cannot be asked anything. */
  readonly weights: { readonly file: string; readonly bytes: number; readonly sha256: string } | null;
  /** How its tensors are named, in words; null without weights. */
  readonly style: string | null;
  /** Decided by default; what was decided by the user is in the configuration alone. */
  readonly assumed: readonly Assumption[];
  /** Published by its authors. */
  readonly metrics: readonly MetricsElsewhere[];
  /** Further series of the training history, epoch by epoch, such as `val_accuracies`; null for no finite number. */
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
  /** Null without a certificate. */
  readonly parity: ParityReport | null;
}

/** A run as it is imported. What was not recorded of an epoch is not-a-number. */
export interface ImportedRun {
  readonly run: string;
  readonly architecture: Architecture;
  readonly configuration: RunConfiguration;
  /** Counted as PyTorch counts them; null where neither weights nor a file tell. */
  readonly parameters: number | null;
  readonly epochs: readonly EpochRecord[];
  readonly artefacts: readonly ArtefactRecord[];
  readonly origin: RunOrigin;
}

/** A study as it is imported: all that the history is to hold of it. */
export interface ImportedStudy {
  readonly study: string;
  readonly name: string;
  /** That of the data; without data, the folder or file that was imported. */
  readonly source: SourceRequest;
  readonly configuration: RunConfiguration;
  readonly unknownSettings: Readonly<Record<string, unknown>>;
  /** Null without data: then texts can be answered, but nothing can be evaluated. */
  readonly split: SplitRecord | null;
  /** What was found and what is missing, and what that means. */
  readonly notices: readonly string[];
  readonly runs: readonly ImportedRun[];
}
