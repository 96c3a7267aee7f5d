import { expect, it } from 'vitest';
import { parseSwept } from '../../../src-main/cli/sweep-options';

it.each([
  ['HIDDEN_DIM=64, 128', 'HIDDEN_DIM', { kind: 'list', values: [64, 128] }],
  ['BIDIRECTIONAL=true,false', 'BIDIRECTIONAL', { kind: 'list', values: [true, false] }],
  ['BRIDGE=sum,average', 'BRIDGE', { kind: 'list', values: ['sum', 'average'] }],
  ['DROPOUT=0..0.5', 'DROPOUT', { kind: 'range', from: 0, to: 0.5, count: 3, scale: 'linear' }],
  [
    'LEARNING_RATE=1e-4..0.01:5:log',
    'LEARNING_RATE',
    { kind: 'range', from: 0.0001, to: 0.01, count: 5, scale: 'log' },
  ],
])('%s are values of %s', (text, key, values) => expect(parseSwept(text)).toEqual({ key, values }));

it.each([
  ['HIDDEN_DIM', /KEY=A,B,C/],
  ['HIDDEN_DIM=', /KEY=A,B,C/],
  ['HIDDEN=3', /--sweep HIDDEN=3: there is no setting HIDDEN; did you mean HIDDEN_DIM/],
  ['DROPOUT=low..high', /numbers at its ends/],
])('%s is refused', (text, message) => expect(() => parseSwept(text)).toThrow(message));
