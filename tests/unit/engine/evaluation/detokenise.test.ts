import { describe, expect, it } from 'vitest';
import { detokenise } from '../../../../src-main/engine/evaluation/detokenise';

describe('detokenise', () => {
  it('keeps a space only between words', () => {
    expect(detokenise(['def', 'f', '(', 'x', ')', ':', 'return', 'x', 'is', 'not', 'none'])).toBe(
      'def f(x):return x is not none',
    );
  });

  it('looks at the characters that meet, not at whole tokens', () => {
    expect(detokenise(['"a', 'b"', 'c'])).toBe('"a b"c');
    expect(detokenise(['a!', '=', 'b'])).toBe('a!=b');
  });

  it('treats letters of any script, digits and underscores as parts of words', () => {
    expect(detokenise(['größe', 'µ', '_x', '1'])).toBe('größe µ _x 1');
  });

  it('gives an empty text for no tokens', () => {
    expect(detokenise([])).toBe('');
  });
});
