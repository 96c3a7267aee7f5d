/** What the analysis of one evaluation, and the comparison of several on the same examples, consist of. */
import type { MetricValues } from './run';

/** Why a hypothesis does not match its reference: the first of these that applies. */
export const ERROR_CATEGORIES = [
  'empty-output',
  'incomplete-code',
  'missing-parentheses',
  'missing-colons',
  'missing-return',
  'wrong-operators',
  'other',
] as const;

export type ErrorCategory = (typeof ERROR_CATEGORIES)[number];

export const ERROR_CATEGORY_TITLES: Readonly<Record<ErrorCategory, string>> = {
  'empty-output': 'Empty output',
  'incomplete-code': 'Incomplete code',
  'missing-parentheses': 'Missing parentheses',
  'missing-colons': 'Missing colons',
  'missing-return': 'Missing return',
  'wrong-operators': 'Wrong operators',
  other: 'Other',
};

export interface ErrorShare {
  readonly category: ErrorCategory;
  readonly count: number;
  /** Of all errors, not of all examples; 0 when there is no error. */
  readonly percentage: number;
}

export interface ErrorCount extends ErrorShare {
  /** Positions of the `count` examples, ascending. */
  readonly examples: readonly number[];
}

/**
 * What is to blame for a failure: `search` when the model holds the reference for more likely than what its decoder came
 * up with, scored as the decoder ranks hypotheses; else the `model`.
 */
export const FAILURE_CAUSES = ['search', 'model'] as const;

export type FailureCause = (typeof FAILURE_CAUSES)[number];

export const TOKEN_CLASSES = ['keyword', 'identifier', 'operator', 'literal', 'delimiter', 'end'] as const;

/** What a token is to Python; `end` is the end of the code. */
export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** Failures by the class of the first token that the hypothesis lacks. */
export interface OneTokenAway {
  readonly tokenClass: TokenClass;
  readonly failures: number;
  /** Those whose rest the model writes greedily as the reference has it, once it is given that one token. */
  readonly recovered: number;
}

/** How an example ended: matched, or in one category of error. */
export const OUTCOMES = ['correct', ...ERROR_CATEGORIES] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Tokens of a docstring before it is cut; `[0,10)` holds 0 to 9. */
export const LENGTH_BINS = ['[0,10)', '[10,20)', '[20,30)', '[30,40)', '[40,50)', '50+'] as const;

export type LengthBin = (typeof LENGTH_BINS)[number];

/** A value with the ends of its 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Of a bin without examples, null stands for what cannot be known; of a single example, the interval is a point. */
export interface LengthBinScore {
  readonly bin: LengthBin;
  readonly examples: number;
  /** Mean over the bin's examples, in percent. */
  readonly tokenAccuracy: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The second run's mean token accuracy minus the first's, over the same examples. */
export interface LengthBinDifference {
  readonly bin: LengthBin;
  readonly examples: number;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export type MetricName = keyof MetricValues;

export const METRIC_NAMES: readonly MetricName[] = ['bleu', 'tokenAccuracy', 'exactMatch'];

export const METRIC_TITLES: Readonly<Record<MetricName, string>> = {
  bleu: 'BLEU',
  tokenAccuracy: 'Token accuracy',
  exactMatch: 'Exact match',
};

/** How often chance alone makes two runs differ at least as much, by metric. */
export interface Significance {
  readonly method: 'paired approximate randomisation, two-sided';
  readonly seed: number;
  readonly shuffles: number;
  readonly p: Readonly<Record<MetricName, number>>;
}

/** Where the intervals come from. */
export interface IntervalMethod {
  readonly method: 'paired bootstrap, percentiles 2.5 and 97.5';
  readonly seed: number;
  readonly resamples: number;
}

export interface ComparedRun {
  readonly run: string;
  readonly metrics: Readonly<Record<MetricName, Estimate>>;
}

/** Indices of examples by the run that scores higher on them. */
export interface WinsAndTies {
  readonly firstWins: readonly number[];
  readonly secondWins: readonly number[];
  readonly ties: readonly number[];
}

/** Two runs on the same examples; every difference is the second's value minus the first's. */
export interface PairComparison {
  readonly first: string;
  readonly second: string;
  readonly differences: Readonly<Record<MetricName, Estimate>>;
  readonly significance: Significance;
  /** `p` corrected for the pairs that are tested together (Holm 1979). */
  readonly adjusted: Readonly<Record<MetricName, number>>;
  /** How many pairs those are, this one among them. */
  readonly tested: number;
  /** Null where the lengths of whole docstrings are not known, in evaluations of before they were counted. */
  readonly lengthBins: readonly LengthBinDifference[] | null;
  /** By each example's own score: sentence BLEU, token accuracy, exact match. */
  readonly wins: Readonly<Record<MetricName, WinsAndTies>>;
  /** `transitions[outcome of the first][outcome of the second]`: indices of the examples in that cell, ascending. */
  readonly transitions: Readonly<Record<Outcome, Readonly<Record<Outcome, readonly number[]>>>>;
}

/** The outcomes that some example had with one of the two runs, in their own order. */
export function occurringOutcomes({ transitions }: PairComparison): Outcome[] {
  return OUTCOMES.filter((outcome) =>
    OUTCOMES.some((other) => transitions[outcome][other].length + transitions[other][outcome].length > 0),
  );
}

/** Cells of a transition matrix whose examples ended in another way. */
export function changedCells({ transitions }: PairComparison) {
  return OUTCOMES.flatMap((from) =>
    OUTCOMES.filter((to) => to !== from).map((to) => ({ from, to, examples: transitions[from][to] })),
  ).filter(({ examples }) => examples.length > 0);
}

export interface Comparison {
  readonly examples: number;
  readonly intervals: IntervalMethod;
  readonly runs: readonly ComparedRun[];
  /** Every run with every later one. */
  readonly pairs: readonly PairComparison[];
}

/** An example's two texts, as tokens joined by one space. */
export interface ExampleTexts {
  readonly source: string;
  readonly reference: string;
}

/** What a comparison is told of an example and of what a run wrote for it. */
export interface ComparedPrediction extends ExampleTexts {
  /** Position within the split, from 0. */
  readonly index: number;
  /** As the texts. */
  readonly hypothesis: string;
  /** Tokens of the docstring before it was cut; null where they were not counted. */
  readonly docstringTokens: number | null;
  /** Hash of the row of data that the example was made from; null where it is not known. */
  readonly row: string | null;
}

export interface RunPredictions {
  /** What the run is called in the result and in messages. */
  readonly run: string;
  readonly predictions: readonly ComparedPrediction[];
}

/** An example that two runs do not share. */
export interface ExampleDifference {
  /** Position within the split, from 0. */
  readonly index: number;
  /** Whether both were made from the same row of data; null where that is not known. */
  readonly sameRow: boolean | null;
  /** Null where the run has no such example. */
  readonly first: ExampleTexts | null;
  readonly second: ExampleTexts | null;
}
