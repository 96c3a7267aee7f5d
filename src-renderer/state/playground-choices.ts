/** What is chosen in the playground, as its link says it. */
import { TREE_SCOPES, type TreeScope } from '../../src-shared/charts/beam-tree-layout';
import type { Query } from './routes';

export const SHOWN_AS = ['code', 'tokens'] as const;
export type ShownAs = (typeof SHOWN_AS)[number];

export const LARGEST_BEAM = 16;

export interface PlaygroundChoices {
  readonly text: string;
  /** 1 is greedy. */
  readonly beamSize: number;
  /** Null: as each run's configuration says. */
  readonly lengthNormalisation: number | null;
  /** Null: as each run's configuration says. */
  readonly maximumLength: number | null;
  /** Tokens that every answer begins with. */
  readonly prefix: readonly string[];
  readonly shownAs: ShownAs;
  /** The run whose search and attention are shown; null for the first that fits. */
  readonly focus: string | null;
  /** How much of its search is shown. */
  readonly treeScope: TreeScope;
  /** Which of its hypotheses each run shows; the best where there is none. */
  readonly ranks: ReadonlyMap<string, number>;
  /** The example whose docstring the text is. */
  readonly example: { readonly study: string; readonly index: number } | null;
}

export function parseChoices(query: Query): PlaygroundChoices {
  return {
    text: query.text ?? '',
    beamSize: numberWithin(query.beam, 1, LARGEST_BEAM, Number.isInteger) ?? 1,
    lengthNormalisation: numberWithin(query.norm, 0, 5),
    maximumLength: numberWithin(query.length, 1, 2000, Number.isInteger),
    prefix: (query.prefix ?? '').split(' ').filter((token) => token !== ''),
    shownAs: query.show === 'tokens' ? 'tokens' : 'code',
    focus: query.focus ?? null,
    treeScope: TREE_SCOPES.find((scope) => scope === query.tree) ?? 'all',
    ranks: parseRanks(query.ranks ?? ''),
    example: parseExample(query.example ?? ''),
  };
}

/** The part of the link that changes; what is as usual is left out of it. */
export function formatChoices(changes: Partial<PlaygroundChoices>): Query {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(changes) as [keyof PlaygroundChoices, unknown][])
    query[NAMES[name]] = FORMATS[name](value as never);
  return query;
}

const NAMES: Readonly<Record<keyof PlaygroundChoices, string>> = {
  text: 'text',
  beamSize: 'beam',
  lengthNormalisation: 'norm',
  maximumLength: 'length',
  prefix: 'prefix',
  shownAs: 'show',
  focus: 'focus',
  treeScope: 'tree',
  ranks: 'ranks',
  example: 'example',
};

const FORMATS: { readonly [Name in keyof PlaygroundChoices]: (value: PlaygroundChoices[Name]) => string } = {
  text: (text) => text,
  beamSize: (size) => (size === 1 ? '' : String(size)),
  lengthNormalisation: (exponent) => (exponent === null ? '' : String(exponent)),
  maximumLength: (length) => (length === null ? '' : String(length)),
  prefix: (tokens) => tokens.join(' '),
  shownAs: (shown) => (shown === 'code' ? '' : shown),
  focus: (run) => run ?? '',
  treeScope: (scope) => (scope === 'all' ? '' : scope),
  ranks: (ranks) =>
    [...ranks]
      .filter(([, rank]) => rank > 0)
      .map(([run, rank]) => `${run}:${rank}`)
      .join(','),
  example: (example) => (example ? `${example.study}:${example.index}` : ''),
};

function parseRanks(text: string): ReadonlyMap<string, number> {
  const pairs = text.split(',').map((part) => part.split(':'));
  return new Map(
    pairs.flatMap(([run, rank]) => {
      const number = numberWithin(rank, 0, LARGEST_BEAM - 1, Number.isInteger);
      return run && number !== null ? [[run, number] as const] : [];
    }),
  );
}

function parseExample(text: string): PlaygroundChoices['example'] {
  const [study, index] = text.split(':');
  const number = numberWithin(index, 0, Number.MAX_SAFE_INTEGER, Number.isInteger);
  return study && number !== null ? { study, index: number } : null;
}

/** A number that a text says; null where it says none, or one that is out of place. */
export function numberWithin(
  text: string | undefined,
  low: number,
  high: number,
  fits: (value: number) => boolean = Number.isFinite,
): number | null {
  if (text === undefined || text.trim() === '') return null;
  const value = Number(text);
  return fits(value) && value >= low && value <= high ? value : null;
}
