/** What the keys of the example browser do. */
import { OUTCOMES, type Outcome } from '../../../src-shared/domain/analysis';

export type ExampleKey =
  | { readonly action: 'move'; readonly by: number }
  | {
      readonly action: 'first' | 'last' | 'favourite' | 'clear' | 'help' | 'attention' | 'playground';
    }
  | { readonly action: 'outcome'; readonly outcome: Outcome };

/** A row of the one table of keys: what it does, and how help says it. */
interface KeyRow {
  /** As events name them; any of them does it. */
  readonly keys: readonly string[];
  /** Null where something else hears the key. */
  readonly does: ((key: string) => ExampleKey) | null;
  readonly meaning: string;
}

const row = (keys: readonly string[], does: ExampleKey | null, meaning: string): KeyRow => ({
  keys,
  does: does && (() => does),
  meaning,
});

/** What the example browser answers to; the browser, its dialog and the page of help take it from here. */
export const EXAMPLE_KEYS: readonly KeyRow[] = [
  row(['j', 'ArrowDown'], { action: 'move', by: 1 }, 'Next example'),
  row(['k', 'ArrowUp'], { action: 'move', by: -1 }, 'Previous example'),
  row(['g', 'Home'], { action: 'first' }, 'First example'),
  row(['G', 'End'], { action: 'last' }, 'Last example'),
  row(['PageDown'], { action: 'move', by: 10 }, 'Ten examples further'),
  row(['PageUp'], { action: 'move', by: -10 }, 'Ten examples back'),
  {
    keys: OUTCOMES.slice(1).map((_, place) => String(place + 1)),
    does: (key) => ({ action: 'outcome', outcome: OUTCOMES[Number(key)] }),
    meaning: 'Show or leave out a category of error of the run in focus',
  },
  row(['c'], { action: 'outcome', outcome: 'correct' }, 'Show or leave out what that run got right'),
  row(['0'], { action: 'clear' }, 'Remove all conditions'),
  row(['/'], null, 'Search'),
  row(['Escape'], null, 'From the search back to the list'),
  row(['f'], { action: 'favourite' }, 'Make the example a favourite, or no longer'),
  row(['a'], { action: 'attention' }, 'See its attention'),
  row(['p'], { action: 'playground' }, 'Try its source in the playground'),
  row(['?'], { action: 'help' }, 'Show these keys'),
];

const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  PageDown: 'Page ↓',
  PageUp: 'Page ↑',
  Escape: 'Esc',
};

/** The keys of a row as people read them; the ends stand for many. */
export function shownKeys({ keys }: KeyRow): readonly string[] {
  const shown = keys.length > 3 ? [keys[0], '…', keys.at(-1)!] : keys;
  return shown.map((key) => KEY_NAMES[key] ?? key);
}

const ROW_OF_KEY: ReadonlyMap<string, KeyRow> = new Map(
  EXAMPLE_KEYS.flatMap((each) => each.keys.map((key) => [key, each] as const)),
);

/** Keys that scroll what has the focus, unless that is the list. */
const SCROLLING = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;

/** What a key does; null for all others. `isInList`: the list has the focus, or nothing has it. */
export function exampleKey(pressed: Pressed, isInList: boolean): ExampleKey | null {
  const { key } = pressed;
  if (pressed.defaultPrevented || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (!isInList && SCROLLING.includes(key)) return null;
  return ROW_OF_KEY.get(key)?.does?.(key) ?? null;
}
