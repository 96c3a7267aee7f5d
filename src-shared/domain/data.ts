/** One row of a data source: a docstring (source text) and its function (target text). */
export interface Example {
  readonly docstring: string;
  readonly code: string;
}

/** Options of a data source that the location alone does not tell. */
export interface SourceOptions {
  /** Column or JSON field of the docstring; default `docstring`. */
  readonly docstringField?: string;
  /** Column or JSON field of the code; default `code`. */
  readonly codeField?: string;
  /** Python source trees: leave the docstring inside the code, as CodeSearchNet has it. Default false. */
  readonly keepDocstring?: boolean;
}

/** Where examples come from: a path, `python:stdlib`, `hf:OWNER/NAME` or `synthetic:N`. */
export interface SourceRequest {
  readonly location: string;
  readonly options?: SourceOptions;
}

/** The most rows of `synthetic:N`: the grammar has more functions, but drawing the last ones takes ever longer. */
export const MOST_SYNTHETIC_ROWS = 50_000;

/** Why rows of a source were left out, and how many for each reason (a plain English phrase). */
export type SkippedCounts = Readonly<Record<string, number>>;

export type SplitName = 'train' | 'validation' | 'test';
export const SPLIT_NAMES: readonly SplitName[] = ['train', 'validation', 'test'];

export interface SplitSizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** What identifies a split, so that another machine can tell whether it has the same one. */
export interface SplitRecord {
  /** The request's location, and what it was resolved to (for `python:stdlib`, the Python and its version). */
  readonly location: string;
  readonly description: string;
  readonly seed: number;
  /** Rows left after filtering, from which the split was taken. */
  readonly rows: number;
  readonly sizes: SplitSizes;
  /** The configured sizes, when fewer rows than those exist and they were scaled down in proportion. */
  readonly requestedSizes: SplitSizes;
  readonly scaledDown: boolean;
  readonly skipped: SkippedCounts;
  /** SHA-256 (hexadecimal) over the example hashes of the three parts in order. */
  readonly hash: string;
  /** SHA-256 (hexadecimal) of every example, in split order. */
  readonly exampleHashes: Readonly<Record<SplitName, readonly string[]>>;
}

/** Distribution of a count over rows. */
export interface Distribution {
  readonly minimum: number;
  readonly median: number;
  readonly mean: number;
  readonly percentile95: number;
  readonly maximum: number;
}

export interface TokenSideReport {
  /** Tokens per row before truncation. */
  readonly length: Distribution;
  /** Histogram of the same: counts per bin of `binWidth` tokens; the last bin is open-ended. */
  readonly histogram: { readonly binWidth: number; readonly counts: readonly number[] };
  /** The configured maximum (with <SOS> and <EOS>). */
  readonly maximumLength: number;
  /** Rows longer than the maximum allows, which are cut. */
  readonly truncated: number;
  readonly vocabularySize: number;
  /** Distinct tokens before the vocabulary was cut. */
  readonly distinctTokens: number;
  /** Share of tokens outside the vocabulary, in percent, per split. */
  readonly outOfVocabulary: Readonly<Record<SplitName, number>>;
}

/** What `data inspect` reports. */
export interface DataReport {
  readonly location: string;
  readonly description: string;
  readonly rows: number;
  readonly skipped: SkippedCounts;
  readonly split: Omit<SplitRecord, 'exampleHashes'>;
  readonly source: TokenSideReport;
  readonly target: TokenSideReport;
  readonly duplicates: {
    /** Test rows whose source and target both occur in the training rows. */
    readonly exact: number;
    /** Test rows with a training row whose target tokens have a Jaccard similarity of at least `threshold`. */
    readonly near: number;
    readonly threshold: number;
  };
  /** Rows whose target contains its own source text. */
  readonly targetContainsSource: { readonly rows: number; readonly percentage: number };
  readonly warnings: readonly string[];
  readonly sample: readonly Example[];
}
