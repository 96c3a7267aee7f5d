import { expect, it } from 'vitest';
import { completeWith, completionsAt, quoted } from '../../../../../src-shared/domain/filter/complete';
import { RUN_FIELDS } from '../../../../../src-shared/domain/run-table/columns';
import { row } from '../run-table/samples';

const ROWS = [
  row('a', { tags: ['final', 'paper 1'], configuration: { HIDDEN_DIM: 512 } }),
  row('b', { tags: ['final'], architecture: 'vanilla-rnn' }),
  row('c', { studyName: 'Seeds of winter' }),
];

/** `|` stands where the cursor is; the part that is replaced is given back with the options. */
function at(text: string) {
  const cursor = text.indexOf('|');
  const filter = text.replace('|', '');
  const { from, to, options } = completionsAt(filter, cursor, RUN_FIELDS, ROWS);
  return { replaced: filter.slice(from, to), options: options.map(({ text }) => text) };
}

it('offers names that begin as what is typed, then those that contain it', () => {
  expect(at('ble|')).toMatchObject({
    replaced: 'ble',
    options: expect.arrayContaining(['bleu', 'bleu.beam']),
  });
  expect(at('HIDD|').options[0]).toBe('HIDDEN_DIM');
  expect(at('bleu > 2 arc|').options).toContain('architecture');
});

it('offers operators that go with the named column', () => {
  expect(at('bleu |').options).toEqual(['>', '>=', '<', '<=', '=', '!=']);
  expect(at('tags |').options).toEqual([':', '!=', '~']);
});

it('offers the values that rows have, the most frequent first, as they must be written', () => {
  expect(at('tag:|').options).toEqual(['final', '"paper 1"']);
  expect(at('tag:pa|')).toEqual({ replaced: 'pa', options: ['"paper 1"'] });
  expect(at('HIDDEN_DIM = |').options).toEqual(['256', '512']);
  expect(at('arch:|').options).toEqual(['lstm', 'vanilla-rnn', 'lstm-attention']);
  expect(at('APPLY_WARMUP = |').options).toEqual(['on']);
  expect(at('notes = |').options).toEqual(['none']);
});

it('offers words between conditions once there is one', () => {
  expect(at('bleu > 2 |').options.slice(0, 3)).toEqual(['and', 'or', 'not']);
  expect(at('bleu > 2 a|').options[0]).toBe('and');
  expect(at('|').options).not.toContain('and');
});

it('counts how many rows have a value', () => {
  expect(completionsAt('tag:', 4, RUN_FIELDS, ROWS).options[0].detail).toBe('2 of 3');
});

it('quotes what is more than a word', () => {
  expect(['word', 'two words', 'a,b', 'say "so"'].map(quoted)).toEqual([
    'word',
    '"two words"',
    '"a,b"',
    `'say "so"'`,
  ]);
});

it.each([
  ['ta', { from: 0, to: 2 }, 'tags', 'tags |'],
  ['tags ', { from: 5, to: 5 }, ':', 'tags:|'],
  ['tags ', { from: 5, to: 5 }, '!=', 'tags != |'],
  ['ta  bleu > 3', { from: 0, to: 2 }, 'tags', 'tags |bleu > 3'],
])('accepting in “%s” at %j “%s” gives “%s”', (filter, place, text, expected) => {
  const { text: completed, cursor } = completeWith(filter, place, text);
  expect(`${completed.slice(0, cursor)}|${completed.slice(cursor)}`).toBe(expected);
});
