import { expect, it } from 'vitest';
import {
  dropColumn,
  exchangeColumn,
  moveColumn,
  resizeColumn,
  shownColumns,
  toggleColumn,
} from '../../../../src-renderer/state/run-layout';

const LAYOUT = [
  { id: 'study', width: 200 },
  { id: 'bleu', width: 90 },
  { id: 'SEED', width: 80 },
];
const ids = (layout: readonly { readonly id: string }[]) => layout.map(({ id }) => id);

it('adds, takes away, moves and exchanges columns', () => {
  expect(ids(toggleColumn(LAYOUT, 'state'))).toEqual(['study', 'bleu', 'SEED', 'state']);
  expect(ids(toggleColumn(LAYOUT, 'bleu'))).toEqual(['study', 'SEED']);
  expect(ids(toggleColumn([LAYOUT[0]], 'study')), 'the last one stays').toEqual(['study']);
  expect(ids(moveColumn(LAYOUT, 'SEED', -1))).toEqual(['study', 'SEED', 'bleu']);
  expect(ids(moveColumn(LAYOUT, 'study', -1))).toEqual(ids(LAYOUT));
  expect(ids(dropColumn(LAYOUT, 'study', 'SEED'))).toEqual(['bleu', 'SEED', 'study']);
  expect(exchangeColumn(LAYOUT, 'bleu', 'bleu.beam')[1]).toEqual({ id: 'bleu.beam', width: 90 });
});

it('keeps widths within bounds', () => {
  expect([10, 123.4, 5000].map((width) => resizeColumn(LAYOUT, 'bleu', width)[1].width)).toEqual([
    48, 123, 900,
  ]);
});

it('shows the settings that differ and no others, and leaves out what it does not know', () => {
  const shown = (differing: string[] | null) =>
    shownColumns([...LAYOUT, { id: 'unheard-of', width: 80 }], differing).map(({ column }) => column.id);
  expect(shown(null)).toEqual(['study', 'bleu', 'SEED']);
  expect(shown(['HIDDEN_DIM']), 'before the numbers').toEqual(['study', 'HIDDEN_DIM', 'bleu']);
  expect(shown(['SEED'])).toEqual(['study', 'bleu', 'SEED']);
});
