/** What the example browser shows, as its link says it. */
import type { Outcome } from '../../../src-shared/domain/analysis';
import type { SplitName } from '../../../src-shared/domain/data';
import { type ExampleFilter, parseExampleFilter } from '../../../src-shared/domain/example-filter';
import { type ExampleSort, parseExampleSort } from '../../../src-shared/domain/example-sort';
import { DECODERS, type Decoder } from '../../../src-shared/domain/run';
import type { ConditionName } from '../../../src-shared/contract/requests/examples';
import type { ChosenRun } from '../chosen-runs';
import type { Query } from '../routes';

const SPLITS: readonly SplitName[] = ['test', 'validation', 'train'];

export interface ExampleChoices {
  readonly split: SplitName;
  readonly decoder: Decoder;
  readonly filter: ExampleFilter;
  readonly sort: ExampleSort;
  /** Position within the split; null while none is chosen. */
  readonly example: number | null;
  /** The run whose outcomes the bar shows, and the digits filter by. */
  readonly focus: string;
  /** What answers are compared with: the reference, a run's answer, or nothing. */
  readonly against: string;
  readonly layout: 'code' | 'tokens';
  /** Of the slice, above the list: scores, differences to the first run, or nothing. */
  readonly metrics: ShownMetrics;
}

export const SHOWN_METRICS = ['scores', 'differences', 'off'] as const;
export type ShownMetrics = (typeof SHOWN_METRICS)[number];

export const REFERENCE = 'reference';
export const NOTHING = 'nothing';

/** What is missing or cannot be read is as usual; without a choice, what the runs were evaluated by is shown. */
export function parseExampleChoices(query: Query, chosen: readonly ChosenRun[]): ExampleChoices {
  const runs = chosen.map(({ run }) => run.id);
  const filter = parseExampleFilter(query);
  const { splits, decoders } = evaluatedBy(chosen);
  const split = splits.find((name) => name === query.split) ?? splits[0] ?? 'test';
  const focused = [query.focus, filter.outcomes?.[0]?.run].find(
    (run) => run !== undefined && runs.includes(run),
  );
  return {
    split,
    decoder: decoders.find((name) => name === query.decoder) ?? decoders[0] ?? 'greedy',
    filter,
    sort: parseExampleSort(query, runs),
    example: /^\d+$/.test(query.example ?? '') ? Number(query.example) : null,
    focus: focused ?? runs[0],
    against: [NOTHING, ...runs].find((name) => name === query.against) ?? REFERENCE,
    layout: query.layout === 'tokens' ? 'tokens' : 'code',
    metrics: SHOWN_METRICS.find((name) => name === query.metrics) ?? 'scores',
  };
}

/** The splits and decoders by which any of the runs was evaluated. */
export function evaluatedBy(chosen: readonly ChosenRun[]): {
  readonly splits: readonly SplitName[];
  readonly decoders: readonly Decoder[];
} {
  const evaluations = chosen.flatMap(({ run }) => run.evaluations);
  return {
    splits: SPLITS.filter((name) => evaluations.some(({ split }) => split === name)),
    decoders: DECODERS.filter((name) => evaluations.some(({ decoder }) => decoder === name)),
  };
}

/** A filter that asks for one more outcome of a run, or for one less when it asked for it already. */
export function withOutcomeToggled(filter: ExampleFilter, run: string, outcome: Outcome): ExampleFilter {
  const others = (filter.outcomes ?? []).filter((wanted) => wanted.run !== run);
  const before = filter.outcomes?.find((wanted) => wanted.run === run)?.outcomes ?? [];
  const outcomes = before.includes(outcome)
    ? before.filter((other) => other !== outcome)
    : [...before, outcome];
  const all = outcomes.length > 0 ? [...others, { run, outcomes }] : others;
  return { ...filter, outcomes: all.length > 0 ? all : undefined };
}

/** A filter without one of its conditions. */
export function withoutCondition(filter: ExampleFilter, condition: ConditionName): ExampleFilter {
  switch (condition) {
    case 'text':
      return { ...filter, text: undefined, regularExpression: undefined, place: undefined };
    case 'length':
      return { ...filter, lengths: undefined };
    case 'token':
    case 'score':
    case 'better':
    case 'difference':
    case 'agreement':
    case 'cause':
    case 'missed':
    case 'oneTokenAway':
    case 'memorised':
    case 'favourite':
      return { ...filter, [condition]: undefined };
    default: {
      const run = condition.slice('outcome:'.length);
      const outcomes = filter.outcomes?.filter((wanted) => wanted.run !== run);
      return { ...filter, outcomes: outcomes?.length ? outcomes : undefined };
    }
  }
}

/** The conditions that a filter has. */
export function conditionsIn(filter: ExampleFilter): readonly ConditionName[] {
  const named = (Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[])
    .filter((key) => filter[key] !== undefined && filter[key] !== '')
    .map((key) => CONDITIONS[key]);
  return [...(filter.outcomes ?? []).map(({ run }) => `outcome:${run}` as const), ...named];
}

/** Conditions by the parts of a filter that they stand in. */
const CONDITIONS = {
  text: 'text',
  token: 'token',
  lengths: 'length',
  score: 'score',
  better: 'better',
  difference: 'difference',
  agreement: 'agreement',
  cause: 'cause',
  missed: 'missed',
  oneTokenAway: 'oneTokenAway',
  memorised: 'memorised',
  favourite: 'favourite',
} as const satisfies Partial<Record<keyof ExampleFilter, ConditionName>>;
