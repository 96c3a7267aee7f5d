/** In which order a list shows examples. A sort stands in links (`sort=difference:RUN,RUN&order=ascending`). */

export const SORT_KEYS = [
  'index',
  'length',
  'score',
  'difference',
  'spread',
  'log-probability',
  'divergence',
] as const;

/**
 * `score` is an example's own BLEU; `difference` that of the first run minus the second's; `spread` the best run's minus the
 * worst's; `divergence` the position of the first token at which an answer leaves its reference.
 */
export type SortKey = (typeof SORT_KEYS)[number];

export interface ExampleSort {
  readonly by: SortKey;
  /** Whose values; as many as `SORTED_RUNS` says. */
  readonly runs: readonly string[];
  readonly descending: boolean;
}

/** How many runs a key needs. */
export const SORTED_RUNS: Readonly<Record<SortKey, number>> = {
  index: 0,
  length: 0,
  score: 1,
  difference: 2,
  spread: 0,
  'log-probability': 1,
  divergence: 1,
};

export const SORT_TITLES: Readonly<Record<SortKey, string>> = {
  index: 'Index',
  length: 'Docstring length',
  score: 'BLEU',
  difference: 'BLEU difference',
  spread: 'BLEU spread over runs',
  'log-probability': 'Log-probability',
  divergence: 'First divergence',
};

/** As the split has them. */
export const SPLIT_ORDER: ExampleSort = { by: 'index', runs: [], descending: false };

type Query = Readonly<Record<string, string>>;

/** The part of a link that says the order; `parseExampleSort` reads it back. */
export function formatExampleSort({ by, runs, descending }: ExampleSort): Query {
  if (by === 'index' && !descending) return { sort: '', order: '' };
  return { sort: [by, runs.join(',')].filter(Boolean).join(':'), order: descending ? '' : 'ascending' };
}

/** An order that cannot be read, or names runs that are not chosen, is that of the split. */
export function parseExampleSort(query: Query, chosen: readonly string[]): ExampleSort {
  const [name, named = ''] = (query.sort ?? '').split(':');
  const by = SORT_KEYS.find((key) => key === name);
  const runs = named.split(',').filter((run) => chosen.includes(run));
  if (!by || runs.length !== SORTED_RUNS[by]) return SPLIT_ORDER;
  return { by, runs, descending: query.order !== 'ascending' };
}
