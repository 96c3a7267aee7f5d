import { expect, it } from 'vitest';
import { UserError } from '../../../src-shared/domain/errors';
import { describeError, StoppedByUser, UsageError } from '../../../src-main/cli/errors';

it.each<[string, unknown, number, RegExp]>([
  [
    'what the user can mend',
    new UserError('a.jsonl: line 3\nis broken'),
    1,
    /^error: a\.jsonl: line 3 is broken$/,
  ],
  [
    'wrong usage',
    new UsageError('--set X: write it as KEY=VALUE'),
    2,
    /^error: --set X: write it as KEY=VALUE$/,
  ],
  ['a stop', new StoppedByUser('stopped'), 130, /^stopped$/],
  [
    'a full disk',
    Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC' }),
    1,
    /^error: the disk is full/,
  ],
  [
    'a fault of ours',
    new TypeError('x is not a function'),
    1,
    /^error: unexpected: x is not a function \(at .*\)$/,
  ],
])('reports %s in one line', (_, error, code, line) => {
  const described = describeError(error);
  expect(described.code).toBe(code);
  expect(described.line).toMatch(line);
});

it('keeps the lines of a list, indented, and nothing else of several lines', () => {
  const message =
    'folder cannot be imported:\n- a.pt: wrong\n  tensors:\n  - w is\nmissing\n- b.pt: broken\n';
  expect(describeError(new UserError(message)).line).toBe(
    [
      'error: folder cannot be imported:',
      '  - a.pt: wrong tensors:',
      '    - w is missing',
      '  - b.pt: broken',
    ].join('\n'),
  );
});
