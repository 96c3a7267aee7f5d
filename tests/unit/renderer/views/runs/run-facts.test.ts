import { expect, it } from 'vitest';
import { PRESETS } from '../../../../../src-shared/domain/configuration';
import { factsOf, nearestPreset, settingDifferences } from '../../../../../src-renderer/views/runs/run-facts';
import { gridKey } from '../../../../../src-renderer/views/runs/grid-keys';
import { evaluated, row } from '../../../shared/domain/run-table/samples';

it('measures a run against the preset that it is nearest to', () => {
  const run = row('a', { configuration: { ...PRESETS.notebook, SEED: 7, DROPOUT: 0.5 } });
  expect(nearestPreset(run)).toBe('notebook');
  expect(settingDifferences(run, PRESETS.notebook)).toEqual([
    { name: 'SEED', value: '7', other: '42' },
    { name: 'DROPOUT', value: '0.5', other: '0.3' },
  ]);
});

it('tells what the run has, with the difference to the baseline', () => {
  const baseline = row('base', { evaluations: [evaluated({ bleu: 10 })] });
  const run = row('a', { evaluations: [evaluated({ bleu: 12 })] });
  expect(factsOf(run, ['bleu', 'perplexity', 'epoch'], baseline)).toEqual([
    { term: 'BLEU, greedy', value: '12.00 (+2.00)' },
    { term: 'Epochs done', value: '20 (±0)' },
  ]);
  expect(factsOf(run, ['bleu'], null)).toEqual([{ term: 'BLEU, greedy', value: '12.00' }]);
});

it('keys move, choose, open and fold; those with other modifiers are left to others', () => {
  const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) =>
    gridKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...modifiers }, 20);
  expect(press('j')).toEqual({ kind: 'move', by: 1, extend: false });
  expect(press('ArrowUp', { shiftKey: true })).toEqual({ kind: 'move', by: -1, extend: true });
  expect(press('PageDown')).toEqual({ kind: 'move', by: 20, extend: false });
  expect(press('ArrowLeft')).toEqual({ kind: 'fold', open: false });
  expect(press('a', { ctrlKey: true })).toEqual({ kind: 'all' });
  expect([press('a'), press('j', { ctrlKey: true }), press('ArrowLeft', { altKey: true })]).toEqual([
    null,
    null,
    null,
  ]);
});
