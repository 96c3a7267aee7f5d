import { expect, it } from 'vitest';
import {
  extendTo,
  keepExisting,
  NOTHING_CHOSEN,
  toggleAll,
  toggleRow,
} from '../../../../src-renderer/state/row-selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const chosen = ({ chosen }: { chosen: ReadonlySet<string> }) => [...chosen].sort();

it('chooses one more or one less, and then all up to another either way', () => {
  const one = toggleRow(NOTHING_CHOSEN, 'b');
  expect(chosen(extendTo(one, 'd', ORDER))).toEqual(['b', 'c', 'd']);
  expect(chosen(extendTo(one, 'a', ORDER))).toEqual(['a', 'b']);
  expect(chosen(toggleRow(one, 'b'))).toEqual([]);
  expect(chosen(extendTo(NOTHING_CHOSEN, 'c', ORDER))).toEqual(['c']);
});

it('an anchor that is gone makes a choice of one', () => {
  expect(chosen(extendTo({ chosen: new Set(), anchor: 'gone' }, 'c', ORDER))).toEqual(['c']);
});

it('chooses all, or none where all are chosen', () => {
  const all = toggleAll(toggleRow(NOTHING_CHOSEN, 'b'), ORDER);
  expect(chosen(all)).toEqual(ORDER);
  expect(chosen(toggleAll(all, ['a', 'b']))).toEqual(['c', 'd', 'e']);
});

it('forgets rows that are gone', () => {
  const selection = toggleAll(NOTHING_CHOSEN, ORDER);
  expect(chosen(keepExisting(selection, new Set(['a', 'z'])))).toEqual(['a']);
  expect(keepExisting(selection, new Set(ORDER))).toBe(selection);
});
