import { format } from 'prettier';
import { expect, it } from 'vitest';
import { markdownTable } from '../../../../bench/report/markdown-table';

const table = markdownTable(
  ['contestant', 'median', 'times ours', 'n'],
  [
    ['Unroll', '1.250', '1.00', 9],
    ['PyTorch expert', '12.500', null, 10],
  ],
);

it('puts words to the left, numbers to the right, and a dash for what is not known', () => {
  expect(table).toBe(
    [
      '| contestant     | median | times ours |   n |',
      '| -------------- | -----: | ---------: | --: |',
      '| Unroll         |  1.250 |       1.00 |   9 |',
      '| PyTorch expert | 12.500 |          – |  10 |',
    ].join('\n'),
  );
});

it('is as the formatter wants it', async () => {
  expect(await format(table, { parser: 'markdown' })).toBe(`${table}\n`);
});
