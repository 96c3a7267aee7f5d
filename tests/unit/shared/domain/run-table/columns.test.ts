import { expect, it } from 'vitest';
import { fieldNamed } from '../../../../../src-shared/domain/filter/field';
import { CONFIGURATION_KEYS, PRESETS } from '../../../../../src-shared/domain/configuration';
import {
  columnOf,
  COLUMNS,
  DEFAULT_COLUMNS,
  RUN_FIELDS,
  variantsOf,
} from '../../../../../src-shared/domain/run-table/columns';
import { differenceTo } from '../../../../../src-shared/domain/run-table/difference';
import { evaluated, row } from './samples';

const over = (best: number) => ({ best, last: best, min: best, max: best });

const shown = (id: string, run = row('a')) => {
  const value = columnOf(id)!.value(run);
  return value === null ? null : columnOf(id)!.format(value);
};

it('has a column for every setting, and names that are all different', () => {
  for (const name of Object.keys(CONFIGURATION_KEYS)) expect(columnOf(name)?.group).toBe('Settings');
  const names = RUN_FIELDS.flatMap(({ id, aliases = [] }) => [id, ...aliases]).map((name) =>
    name.toLowerCase(),
  );
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  for (const id of DEFAULT_COLUMNS) expect(columnOf(id), id).toBeDefined();
  expect(new Set(COLUMNS.map(({ id }) => id)).size).toBe(COLUMNS.length);
});

it('reads a score of one decoder in a column, and names it', () => {
  const run = row('a', {
    evaluations: [
      evaluated({ bleu: 2, exactMatch: 9 }),
      evaluated({ bleu: 3, exactMatch: 8 }, { decoder: 'beam' }),
      evaluated({ bleu: 50 }, { split: 'train' }),
    ],
  });
  expect(shown('bleu', run)).toBe('2.00');
  expect(shown('exactMatch', run)).toBe('9.00%');
  expect(shown('exactMatch.beam', run)).toBe('8.00%');
  expect(['bleu', 'exactMatch.beam', 'bleu.train'].map((id) => columnOf(id)!.title)).toEqual([
    'BLEU, greedy',
    'Exact match, beam',
    'BLEU, train, greedy',
  ]);
  expect(fieldNamed(RUN_FIELDS, 'BLEU.greedy')?.id).toBe('bleu');
  expect(shown('bleu.train', run)).toBe('50.00');
  expect(shown('bleu.validation', run)).toBeNull();
  expect(shown('repetition', run)).toBeNull();
});

it('reads the perplexity of references without regard to a decoder', () => {
  const run = row('a', { evaluations: [evaluated({ perplexity: 40 }, { decoder: 'beam' })] });
  expect(columnOf('perplexity')!.title).toBe('Perplexity');
  expect(shown('perplexity', run)).toBe('40.00');
});

it('reads the loss that chose the weights, whichever it was', () => {
  const losses = { validationLoss: over(2), freeRunningLoss: over(4) };
  const chosenBy = (CHECKPOINT_CRITERION: 'teacher-forced' | 'free-running') =>
    row('a', { ...losses, configuration: { ...PRESETS.recommended, CHECKPOINT_CRITERION } });
  expect(shown('checkpointLoss', chosenBy('teacher-forced'))).toBe('2.000');
  expect(shown('checkpointLoss', chosenBy('free-running'))).toBe('4.000');
});

it('reads a loss of the best or last epoch, its lowest and highest value', () => {
  const run = row('a', { validationLoss: { best: 2.5, last: 2.75, min: 2.25, max: 6 } });
  const variants = variantsOf(columnOf('validationLoss.last')!);
  expect(variants.map(({ id, variant }) => [id, variant, shown(id, run)])).toEqual([
    ['validationLoss', 'best epoch', '2.500'],
    ['validationLoss.last', 'last epoch', '2.750'],
    ['validationLoss.min', 'lowest', '2.250'],
    ['validationLoss.max', 'highest', '6.000'],
  ]);
});

it('writes values as the rest of the window does', () => {
  const run = row('a', { architecture: 'lstm-attention', tags: ['x', 'y'], state: 'running', step: 50 });
  expect(
    ['architecture', 'tags', 'state', 'parameters', 'duration', 'APPLY_WARMUP', 'progress'].map((id) =>
      shown(id, run),
    ),
  ).toEqual(['LSTM + attention', 'x, y', 'Training', '7.50 M', '10 min 00 s', 'on', '25.0%']);
});

it('tells how far a run is from the baseline, and whether that is better', () => {
  const baseline = row('base', { evaluations: [evaluated({ bleu: 10, lengthRatio: 1 })], seconds: 600 });
  const other = row('other', { evaluations: [evaluated({ bleu: 12.5, lengthRatio: 0.9 })], seconds: 660 });
  const difference = (id: string, run = other) => differenceTo(baseline, run, columnOf(id)!);
  expect(difference('bleu')).toEqual({ value: 2.5, better: true, text: '+2.50' });
  expect(difference('duration')).toEqual({ value: 60, better: false, text: '+1 min 00 s' });
  expect(difference('lengthRatio')).toMatchObject({ better: null, text: '−0.100' });
  expect(difference('parameters')).toEqual({ value: 0, better: null, text: '±0' });
  expect(difference('perplexity')).toBeNull();
  expect(difference('study')).toBeNull();
  expect(difference('bleu', baseline)).toBeNull();
});
