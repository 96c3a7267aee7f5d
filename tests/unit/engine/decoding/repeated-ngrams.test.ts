import { expect, it } from 'vitest';
import { repeatingTokens } from '../../../../src-main/engine/decoding/repeated-ngrams';

it.each([
  { tokens: [1, 2, 3, 1, 2], order: 3, repeating: [3] },
  { tokens: [1, 2, 3, 1, 2, 4, 1, 2], order: 3, repeating: [3, 4] },
  { tokens: [7, 7], order: 2, repeating: [7] },
  { tokens: [1, 2, 1], order: 1, repeating: [1, 2] },
  { tokens: [1, 2, 3, 1, 3], order: 3, repeating: [] },
  { tokens: [1, 2], order: 3, repeating: [] },
  { tokens: [], order: 2, repeating: [] },
  { tokens: [1, 1, 1], order: 0, repeating: [] },
])('behind $tokens $repeating would repeat an n-gram of $order tokens', ({ tokens, order, repeating }) => {
  expect([...repeatingTokens(tokens, order)].sort()).toEqual(repeating);
});
