import { expect, it } from 'vitest';
import { compareRuns } from '../../../src-main/engine/analysis/comparison';
import { browsed } from './samples';

const EXAMPLES = Array.from({ length: 40 }, (_, index) => ({
  source: `item ${index} of the list`,
  reference: `def item ( xs ) : return xs [ ${index} ]`,
}));
const FIRST = EXAMPLES.map(({ reference }, index) =>
  index % 3 === 0 ? reference : 'def item ( xs ) : return xs',
);
const SECOND = EXAMPLES.map(({ reference }, index) => (index % 2 === 0 ? reference : 'def item ( ) : pass'));

it('measures a slice as a comparison of just its examples would', () => {
  const { asked, key, runs } = browsed(EXAMPLES, [FIRST, SECOND]);
  const positions = asked.positions({ ...key, filter: { text: 'item 1' } });
  expect([...positions]).toEqual([1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  const metrics = asked.metrics({ ...key, positions });
  const predictions = (hypotheses: string[]) =>
    [...positions].map((index) => ({
      index,
      ...EXAMPLES[index],
      hypothesis: hypotheses[index],
      docstringTokens: null,
      row: null,
    }));
  const comparison = compareRuns(
    [
      { run: runs[0], predictions: predictions(FIRST) },
      { run: runs[1], predictions: predictions(SECOND) },
    ],
    42,
  );
  expect(metrics.examples).toBe(positions.length);
  expect(metrics.runs.map(({ run, metrics }) => ({ run, metrics }))).toEqual(comparison.runs);
  expect(metrics.runs[0].difference).toBeNull();
  expect(metrics.runs[1].difference).toEqual(comparison.pairs[0].differences);
  const test = (run: string) => asked.significance({ ...key, positions, run });
  expect(test(runs[1])).toEqual(comparison.pairs[0].significance);
  expect(test(runs[0])).toBeNull();
});

it('has no metrics without examples', () => {
  const { asked, key } = browsed(EXAMPLES, [FIRST]);
  expect(asked.metrics({ ...key, positions: new Int32Array(0) })).toMatchObject({ examples: 0, runs: [] });
});

it('writes the list as tables and as JSON, in its order', () => {
  const { asked, key } = browsed(EXAMPLES.slice(0, 3), [FIRST.slice(0, 3)]);
  const input = {
    ...key,
    filter: {},
    sort: { by: 'score', runs: [key.runs[0]], descending: true },
    name: 'Errors',
    titles: ['A study/lstm'],
  } as const;
  const lines = asked.text({ ...input, format: 'csv' }).split('\r\n');
  expect(lines[0]).toMatch(
    /^index,source,reference,docstringTokens,A study\/lstm hypothesis,A study\/lstm outcome/,
  );
  expect(lines[1]).toMatch(/^0,item 0 of the list,def item \( xs \) : return xs \[ 0 \],5,/);
  expect(asked.text({ ...input, format: 'tex' })).toContain('item 0 of the list & def item ( xs )');
  expect(asked.text({ ...input, format: 'md' }).split('\n')[1]).toMatch(/^\| ---: \| --- \|/);
  const objects = JSON.parse(asked.text({ ...input, format: 'json' })) as {
    index: number;
    answers: unknown[];
  }[];
  expect(objects).toHaveLength(3);
  expect(objects[0]).toMatchObject({
    index: 0,
    answers: [{ run: 'A study/lstm', id: key.runs[0], outcome: 'correct', hypothesis: FIRST[0] }],
  });
});
