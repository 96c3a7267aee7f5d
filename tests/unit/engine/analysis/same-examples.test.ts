import { describe, expect, it } from 'vitest';
import { exampleDifferences, requireSameExamples } from '../../../../src-main/engine/analysis/same-examples';
import { UserError } from '../../../../src-shared/domain/errors';

const example = (
  index: number,
  source = `source ${index}`,
  reference = `reference ${index}`,
  row: string | null = null,
) => ({ index, source, reference, row });
const ofRow = (index: number, row: string, source?: string) => example(index, source, undefined, row);
const lstm = { run: 'lstm', predictions: [0, 1, 2, 3, 4].map((index) => example(index)) };
const like = (run: string, ...changes: ReturnType<typeof example>[]) => ({
  run,
  predictions: lstm.predictions.map((own) => changes.find(({ index }) => index === own.index) ?? own),
});

function refusal(second: typeof lstm): string {
  try {
    requireSameExamples(lstm, second);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  return 'none';
}

describe('examples of two runs', () => {
  it('are the same in whatever order they come', () => {
    const reversed = { run: 'other', predictions: lstm.predictions.toReversed() };
    expect(exampleDifferences(lstm, reversed)).toEqual([]);
    expect(() => requireSameExamples(lstm, reversed)).not.toThrow();
  });

  it('differ by source, by reference, and where one run lacks them', () => {
    const other = like('other', example(1, 'another source'), example(3, 'source 3', 'another reference'));
    other.predictions.splice(4, 1, example(7));
    expect(exampleDifferences(lstm, other)).toEqual([
      {
        index: 1,
        sameRow: null,
        first: { source: 'source 1', reference: 'reference 1' },
        second: { source: 'another source', reference: 'reference 1' },
      },
      {
        index: 3,
        sameRow: null,
        first: { source: 'source 3', reference: 'reference 3' },
        second: { source: 'source 3', reference: 'another reference' },
      },
      { index: 4, sameRow: null, first: { source: 'source 4', reference: 'reference 4' }, second: null },
      { index: 7, sameRow: null, first: null, second: { source: 'source 7', reference: 'reference 7' } },
    ]);
  });

  it('differ by the row of data that they were made from, where both know it', () => {
    const [first, second] = [
      { run: 'one', predictions: [ofRow(0, 'aa'), ofRow(1, 'bb'), ofRow(2, 'cc')] },
      { run: 'two', predictions: [ofRow(0, 'aa'), ofRow(1, 'dd'), example(2)] },
    ];
    const texts = { source: 'source 1', reference: 'reference 1' };
    expect(exampleDifferences(first, second)).toEqual([
      { index: 1, sameRow: false, first: texts, second: texts },
    ]);
    expect(() => requireSameExamples(first, second)).toThrow(
      '1 of 3 differ: example 1 is another row of data, though what is kept of it is the same.',
    );
  });

  it('must have an index of their own within a run', () => {
    const twice = { run: 'twice', predictions: [example(1), example(1)] };
    expect(() => exampleDifferences(lstm, twice)).toThrow('twice has two predictions of one example');
  });
});

describe('the refusal of different examples', () => {
  it('names the runs, how many examples differ, and how', () => {
    expect(refusal(like('rnn', example(1, 'another source')))).toBe(
      'lstm and rnn were not evaluated on the same examples, so their scores cannot be compared. ' +
        '1 of 5 differ: the source of example 1 is “source 1” in the one and “another source” in the other.',
    );
    expect(refusal(like('rnn', example(2, 'source 2', 'return <UNK>')))).toContain(
      'the reference of example 2 is “reference 2” in the one and “return <UNK>” in the other.',
    );
  });

  it('says which run alone has an example', () => {
    expect(refusal({ run: 'rnn', predictions: lstm.predictions.slice(0, 4) })).toContain(
      '1 of 5 differ: example 4 is in lstm only.',
    );
    expect(refusal({ run: 'rnn', predictions: [...lstm.predictions, example(5)] })).toContain(
      '1 of 6 differ: example 5 is in rnn only.',
    );
  });

  it('says so when the same rows were encoded in another way', () => {
    const first = { run: 'one', predictions: [ofRow(0, 'aa', 'add <UNK>'), ofRow(1, 'bb')] };
    const second = { run: 'two', predictions: [ofRow(0, 'aa', 'add numbers'), ofRow(1, 'bb')] };
    expect(() => requireSameExamples(first, second)).toThrow(
      /1 of 2 differ: .* The rows of data are the same, but other vocabularies \(VOCAB_SIZE/,
    );
    const other = { run: 'two', predictions: [ofRow(0, 'cc', 'add numbers'), ofRow(1, 'bb')] };
    expect(() => requireSameExamples(first, other)).not.toThrow(/The rows of data are the same/);
  });

  it('describes three examples and counts the others', () => {
    const message = refusal(like('rnn', ...[0, 1, 2, 3, 4].map((index) => example(index, 'x'))));
    expect(message).toContain('5 of 5 differ');
    expect(message.match(/the source of example/g)).toHaveLength(3);
    expect(message).toMatch(/; and 2 more\.$/);
  });

  it('quotes long texts around the place where they part', () => {
    const long = `${'a '.repeat(200)}here ${'b '.repeat(200)}`;
    const first = { run: 'one', predictions: [example(0, long)] };
    const second = { run: 'two', predictions: [example(0, long.replace('here', 'there'))] };
    expect(() => requireSameExamples(first, second)).toThrow(/“…(a ){10}here (b ){1,}b?…”/);
    expect(() => requireSameExamples(first, second)).toThrow(/“…(a ){10}there (b ){1,}b?…”/);
  });

  it('is not made for runs without an example', () => {
    const empty = { run: 'none', predictions: [] };
    expect(() => requireSameExamples(empty, empty)).not.toThrow();
  });
});
