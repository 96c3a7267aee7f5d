import { expect, it } from 'vitest';
import { figureFiles } from '../../../../src-main/engine/report/figure-files';
import { sampleReport } from './samples';

const files = new Map(figureFiles(sampleReport()).map(({ name, content }) => [name, content]));

it('writes a picture and its numbers for every figure', () => {
  const names = [
    ...['loss-teacher-forced', 'loss-free-running', 'gradient-norm', 'learning-rate'],
    ...['lengths-greedy', 'errors-greedy', 'attention-2-run-lstm-attention'],
  ];
  expect([...files.keys()]).toEqual(names.flatMap((name) => [`${name}.svg`, `${name}.png`, `${name}.csv`]));
});

it('draws pictures that need no stylesheet', () => {
  for (const [name, content] of files)
    if (name.endsWith('.svg')) {
      expect(content, name).toMatch(/^<svg\s+xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      expect(content, name).not.toMatch(/var\(--|style=|class=|<script/);
    }
});

it('writes numbers unrounded, and texts as CSV has them', () => {
  expect(files.get('errors-greedy.csv')).toContain('LSTM,empty-output,1,33.333333333333336\n');
  expect(files.get('attention-2-run-lstm-attention.csv')).toContain('1,return,3,"""x""",0.3\n');
  expect(String(files.get('gradient-norm.csv')).split('\n')[3]).toBe('LSTM,3,1,,1.5,0.001,1');
});
