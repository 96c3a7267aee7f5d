/** Which examples runs got right and wrong: lists by filter and order, single examples, and metrics on a slice of the split. */
import { z } from 'zod';
import {
  type Estimate,
  FAILURE_CAUSES,
  type FailureCause,
  LENGTH_BINS,
  type LengthBin,
  type MetricName,
  type Outcome,
  OUTCOMES,
  type Significance,
  TOKEN_CLASSES,
} from '../../domain/analysis';
import { type Agreement, AGREEMENTS, type ExampleFilter, TEXT_PLACES } from '../../domain/example-filter';
import { SORT_KEYS, SORTED_RUNS } from '../../domain/example-sort';
import { type Answer, DECODERS, type MetricValues } from '../../domain/run';
import { identifier } from './values';

const split = z.enum(['train', 'validation', 'test']);
const index = z.number().int().min(0);

/** Evaluations side by side: those of runs on one split, by one decoder. */
const evaluations = z.object({
  runs: z.array(identifier).min(1).max(50).readonly(),
  split,
  decoder: z.enum(DECODERS),
});

export const exampleFilter = z.object({
  text: z.string().max(1000).optional(),
  regularExpression: z.boolean().optional(),
  place: z.enum(TEXT_PLACES).optional(),
  token: z.string().max(1000).optional(),
  outcomes: z
    .array(z.object({ run: identifier, outcomes: z.array(z.enum(OUTCOMES)).min(1).readonly() }))
    .max(50)
    .readonly()
    .optional(),
  lengths: z.array(z.enum(LENGTH_BINS)).readonly().optional(),
  score: z.object({ run: identifier, low: z.number(), high: z.number() }).optional(),
  better: z.object({ run: identifier, than: identifier }).optional(),
  difference: z.object({ run: identifier, than: identifier, low: z.number(), high: z.number() }).optional(),
  agreement: z.enum(AGREEMENTS).optional(),
  cause: z.enum(FAILURE_CAUSES).optional(),
  missed: z.enum(TOKEN_CLASSES).optional(),
  oneTokenAway: z.boolean().optional(),
  memorised: z.boolean().optional(),
  favourite: z.boolean().optional(),
});

const slice = evaluations.extend({ filter: exampleFilter });

const sort = z
  .object({
    by: z.enum(SORT_KEYS),
    runs: z.array(identifier).max(2).readonly(),
    descending: z.boolean(),
  })
  .refine(({ by, runs }) => runs.length === SORTED_RUNS[by], 'a sort names as many runs as it compares');

const listed = slice.extend({ sort });

export const examplesRequests = {
  /** A part of the list; `locate` asks for the place of an example in it. */
  'examples.query': listed.extend({
    offset: z.number().int().min(0),
    limit: z.number().int().min(0).max(500),
    locate: index.nullable(),
  }),
  'examples.show': evaluations.extend({ index }),
  /** Metrics with intervals on the examples that a filter leaves. */
  'examples.metrics': slice,
  /** Whether one of the runs differs from the first on those examples. */
  'examples.significance': slice.extend({ run: identifier }),
  /** Asks where to write the whole list, and writes it. */
  'examples.save': listed.extend({
    name: z.string().min(1).max(250),
    format: z.enum(['csv', 'md', 'tex', 'json']),
  }),
  'examples.setFavourite': z.object({
    studies: z.array(identifier).min(1).readonly(),
    split,
    index,
    favourite: z.boolean(),
  }),
  'slices.list': z.object({ studies: z.array(identifier).min(1).readonly() }),
  'slices.create': z.object({
    study: identifier,
    name: z.string().trim().min(1).max(200),
    split,
    filter: exampleFilter,
  }),
  'slices.rename': z.object({ slice: z.number().int(), name: z.string().trim().min(1).max(200) }),
  'slices.delete': z.object({ slice: z.number().int() }),
} as const;

export interface ExamplesOutputs {
  'examples.query': ExamplePage;
  'examples.show': ExampleDetail | null;
  'examples.metrics': SliceMetrics;
  /** Null without examples that both were asked. */
  'examples.significance': Significance | null;
  /** Where it was written; null when the dialog was cancelled. */
  'examples.save': string | null;
  'examples.setFavourite': null;
  'slices.list': readonly Slice[];
  'slices.create': Slice;
  'slices.rename': null;
  'slices.delete': null;
}

/** What a run's answer came to, as a list shows it. */
export interface ListedAnswer {
  readonly run: string;
  /** Null where the run was not asked this example. */
  readonly outcome: Outcome | null;
  /** Of the one example; null as the outcome. */
  readonly bleu: number | null;
}

export interface ListedExample {
  readonly index: number;
  /** The beginning of the source. */
  readonly source: string;
  readonly favourite: boolean;
  readonly answers: readonly ListedAnswer[];
  /** By what the list is sorted; null where it is not known. */
  readonly value: number | null;
}

/** A condition of a filter by its name, with how many examples there would be without it. */
export interface ConditionCount {
  readonly condition: ConditionName;
  readonly without: number;
}

/** `outcome:` is followed by its run. */
export type ConditionName =
  | `outcome:${string}`
  | 'text'
  | 'token'
  | 'length'
  | 'score'
  | 'better'
  | 'difference'
  | 'agreement'
  | 'cause'
  | 'missed'
  | 'oneTokenAway'
  | 'memorised'
  | 'favourite';

/** For every value that could be chosen: how many examples have it and meet all other conditions. */
export interface ExampleFacets {
  readonly outcomes: Readonly<Record<string, Readonly<Record<Outcome, number>>>>;
  readonly lengths: Readonly<Record<LengthBin, number>>;
  readonly agreements: Readonly<Record<Agreement, number>>;
  readonly causes: Readonly<Record<FailureCause, number>>;
  readonly oneTokenAway: number;
  /** By the evaluations of which memorisation was analysed. */
  readonly memorised: { readonly yes: number; readonly no: number };
  /** The runs of those evaluations. */
  readonly analysed: readonly string[];
  readonly favourites: number;
  /** By run, ten bins of BLEU from 0 to 100. */
  readonly scores: Readonly<Record<string, readonly number[]>>;
}

export interface ExamplePage {
  /** Examples that meet the filter. */
  readonly total: number;
  /** All that any of the runs was asked. */
  readonly of: number;
  readonly rows: readonly ListedExample[];
  /** The place in the list, from 0, of the example that was to be located; null where it is not in it. */
  readonly located: number | null;
  readonly facets: ExampleFacets;
  readonly conditions: readonly ConditionCount[];
  /** Runs that have no evaluation on this split by this decoder. */
  readonly missing: readonly string[];
}

/** What of an answer a model may have seen while it was trained. */
export interface AnswerMemory {
  /** The reference is a near duplicate of a training target. */
  readonly nearDuplicate: boolean;
  /** The hypothesis is a training target. */
  readonly verbatim: boolean;
  /** Of the training target that is most like the hypothesis, from 0 to 1; null where none shares a token. */
  readonly similarity: number | null;
}

export interface ShownAnswer extends Answer {
  readonly run: string;
  /** Null where it was not analysed. */
  readonly memory: AnswerMemory | null;
  /** Where the run's study encoded the example in another way; null where it is as shown. */
  readonly encodedOtherwise: { readonly source: string; readonly reference: string } | null;
}

export interface ExampleDetail {
  readonly index: number;
  readonly source: string;
  readonly reference: string;
  readonly docstringTokens: number | null;
  readonly favourite: boolean;
  readonly answers: readonly ShownAnswer[];
}

export interface SliceMetricsOfRun {
  readonly run: string;
  readonly metrics: Readonly<Record<MetricName, Estimate>>;
  /** Minus those of the first run, paired by example; null for the first. */
  readonly difference: Readonly<Record<MetricName, Estimate>> | null;
  /** On all examples of the split. */
  readonly whole: MetricValues;
}

export interface SliceMetrics {
  /** Those that all of the runs were asked. */
  readonly examples: number;
  /** Of the bootstrap that the intervals come from. */
  readonly seed: number;
  readonly resamples: number;
  /** Empty without examples. */
  readonly runs: readonly SliceMetricsOfRun[];
}

/** A filter of a study's split that was kept under a name. */
export interface Slice {
  readonly id: number;
  readonly study: string;
  readonly name: string;
  readonly split: 'train' | 'validation' | 'test';
  readonly filter: ExampleFilter;
  readonly createdAt: string;
}
