import type { MetricValues } from './run';

/** A training example that is like something else. */
export interface NearestExample {
  /** Position within the training split, from 0; the first one among equals. */
  readonly index: number;
  /**
   * Jaccard similarity (intersection over union) of the two sets of tokens, above 0 and at most 1: of whole texts for a
   * test example, of encoded ones (cut, with `<UNK>`) for a hypothesis.
   */
  readonly similarity: number;
}

/** What of a test example a model may have seen while it was trained. Null: no training example shares a token. */
export interface ExampleMemory {
  /** Position within the test split, from 0. */
  readonly index: number;
  /** The training example whose source is most like the example's source. */
  readonly bySource: NearestExample | null;
  /** The training example whose target is most like the example's target. */
  readonly byTarget: NearestExample | null;
  /** The training example whose target is most like the hypothesis. */
  readonly byHypothesis: NearestExample | null;
  /** The first training example whose target, as encoded, is the hypothesis; null where none is. */
  readonly verbatim: number | null;
}

/** Tokens as encoded, joined by one space. */
export interface TrainingExample {
  /** Position within the training split, from 0. */
  readonly index: number;
  readonly source: string;
  readonly target: string;
}

/** Metrics over all test examples, and over those that are no near duplicates of training examples. */
export interface MetricsWithoutDuplicates {
  readonly examples: number;
  readonly all: MetricValues;
  /** Examples left when near duplicates are left out. */
  readonly unseenExamples: number;
  /** Null when none is left. */
  readonly unseen: MetricValues | null;
}

/** What an evaluation owes to memory. */
export interface MemorisationReport {
  /** In the order of the test examples. */
  readonly examples: readonly ExampleMemory[];
  /** Similarity from which an example counts as a near duplicate. */
  readonly threshold: number;
  /** Test examples (positions) whose target is a near duplicate of a training example's. */
  readonly nearDuplicates: readonly number[];
  /** Test examples (positions) whose hypothesis is a training target, as encoded. */
  readonly verbatim: readonly number[];
  readonly metrics: MetricsWithoutDuplicates;
  /** By position, those that near duplicates are like, and those whose targets are hypotheses. */
  readonly trainingExamples: readonly TrainingExample[];
}
