import { describe, expect, it } from 'vitest';
import {
  editedText,
  formatEdits,
  parseEdits,
  withEdit,
  withoutEdit,
} from '../../../../src-shared/domain/source-edit';

const SOURCE = ['<SOS>', 'returns', 'the', 'sum', '<EOS>'];

describe('edits of a source', () => {
  it('replace, remove and lengthen tokens, and leave the special ones out', () => {
    expect(editedText(SOURCE, [])).toBe('returns the sum');
    expect(editedText(SOURCE, [{ position: 3, text: '<UNK>' }])).toBe('returns the <UNK>');
    expect(
      editedText(SOURCE, [
        { position: 1, text: 'gives me' },
        { position: 2, text: '' },
      ]),
    ).toBe('gives me sum');
  });

  it('go into a link and back, whatever they hold', () => {
    const edits = [
      { position: 1, text: '' },
      { position: 2, text: 'two words: 100% <UNK>' },
    ];
    expect(parseEdits(formatEdits(edits))).toEqual(edits);
  });

  it('that cannot be read are left out, and of two in one place the later counts', () => {
    expect(parseEdits('x:a 2:%E0%A4 1:b 1:c')).toEqual([{ position: 1, text: 'c' }]);
    expect(parseEdits('')).toEqual([]);
  });

  it('stay in the order of their positions', () => {
    const edits = withEdit([{ position: 3, text: 'x' }], { position: 1, text: 'y' });
    expect(edits.map(({ position }) => position)).toEqual([1, 3]);
    expect(withoutEdit(edits, 3)).toEqual([{ position: 1, text: 'y' }]);
  });
});
