/** What the keys of the example browser do. */
import { OUTCOMES, type Outcome } from '../../../src-shared/domain/analysis';

export type ExampleKey =
  | { readonly action: 'move'; readonly by: number }
  | {
      readonly action: 'first' | 'last' | 'favourite' | 'clear' | 'help' | 'attention' | 'playground';
    }
  | { readonly action: 'outcome'; readonly outcome: Outcome };

const ACTIONS: Readonly<Record<string, ExampleKey>> = {
  j: { action: 'move', by: 1 },
  k: { action: 'move', by: -1 },
  ArrowDown: { action: 'move', by: 1 },
  ArrowUp: { action: 'move', by: -1 },
  PageDown: { action: 'move', by: 10 },
  PageUp: { action: 'move', by: -10 },
  g: { action: 'first' },
  Home: { action: 'first' },
  G: { action: 'last' },
  End: { action: 'last' },
  f: { action: 'favourite' },
  a: { action: 'attention' },
  p: { action: 'playground' },
  c: { action: 'outcome', outcome: 'correct' },
  '0': { action: 'clear' },
  '?': { action: 'help' },
};

/** For the help: keys with what they do. */
export const KEY_DESCRIPTIONS: readonly (readonly [readonly string[], string])[] = [
  [['j', '↓'], 'Next example'],
  [['k', '↑'], 'Previous example'],
  [['g', 'Home'], 'First example'],
  [['G', 'End'], 'Last example'],
  [['Page ↓', 'Page ↑'], 'Ten further, ten back'],
  [['1 … 7'], 'Show or leave out a category of error of the run in focus'],
  [['c'], 'Show or leave out what that run got right'],
  [['0'], 'Remove all conditions'],
  [['/'], 'Search'],
  [['Esc'], 'From the search back to the list'],
  [['f'], 'Make the example a favourite, or no longer'],
  [['a'], 'See its attention'],
  [['p'], 'Try its source in the playground'],
  [['?'], 'These keys'],
];

/** Keys that scroll what has the focus, unless that is the list. */
const SCROLLING = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;

/** What a key does; null for all others. `isInList`: the list has the focus, or nothing has it. */
export function exampleKey(pressed: Pressed, isInList: boolean): ExampleKey | null {
  const { key } = pressed;
  if (pressed.defaultPrevented || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (!isInList && SCROLLING.includes(key)) return null;
  if (/^[1-7]$/.test(key)) return { action: 'outcome', outcome: OUTCOMES[Number(key)] };
  return Object.hasOwn(ACTIONS, key) ? ACTIONS[key] : null;
}
