import { describe, expect, it } from 'vitest';
import { STANDARD_GLOBALS } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/globals';
import { unpickle } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/unpickle';
import { writePickle } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/write-pickle';

const read = (bytes: Buffer) =>
  unpickle(bytes, { globals: STANDARD_GLOBALS, refuse: (reason) => new Error(reason) as never });

describe('a pickle that we write', () => {
  it.each([
    ['nothing', null],
    ['truth values', [true, false]],
    ['whole numbers', [0, -1, 255, -2147483648, 2147483647, 2147483648, Number.MAX_SAFE_INTEGER, -5e15]],
    ['other numbers', [0.1, -2.5e-300, Number.POSITIVE_INFINITY, Number.NaN, -0]],
    ['texts', ['', 'größe 🙂', 'a\nb']],
    ['lists in lists', [[], [1, [2]]]],
  ])('is read as it was: %s', (_, value) => {
    expect(read(writePickle(value))).toEqual(value);
  });

  it('has dictionaries in their order', () => {
    const bytes = writePickle({ lstm: { train_losses: [1.5, 1.25], val_losses: [2, 3] }, 10: 'ten' });
    expect(read(bytes)).toEqual(
      new Map<string, unknown>([
        ['10', 'ten'],
        [
          'lstm',
          new Map([
            ['train_losses', [1.5, 1.25]],
            ['val_losses', [2, 3]],
          ]),
        ],
      ]),
    );
  });
});
