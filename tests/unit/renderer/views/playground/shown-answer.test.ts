import { expect, it } from 'vitest';
import type { Hypothesis } from '../../../../../src-shared/domain/run';
import {
  answerLines,
  differingTokens,
  formatProbability,
  perplexityOf,
  probabilityColours,
  rankOf,
} from '../../../../../src-renderer/views/playground/shown-answer';

const hypothesis = (text: string, ended: boolean): Hypothesis => ({
  tokens: text.split(' ').filter(Boolean),
  logProbability: -6,
  ended,
  steps: null,
  attention: null,
  profile: null,
  faithfulness: null,
});
const linesOf = (text: string, ended: boolean, asCode: boolean) =>
  answerLines(hypothesis(text, ended), asCode).map(({ indent, pieces }) => [
    indent,
    ...pieces.map((piece) => piece.text),
  ]);

it('the end of an answer stands behind its last token, also where there is none', () => {
  expect(linesOf('def f ( ) : return x', true, true)).toEqual([
    [0, 'def', 'f', '(', ')', ':'],
    [1, 'return', 'x', '<EOS>'],
  ]);
  expect(linesOf('return x', false, false)).toEqual([[0, 'return', 'x']]);
  expect(linesOf('', true, true)).toEqual([[0, '<EOS>']]);
});

it('marks tokens that the reference does not have in their place', () => {
  const reference = 'def f ( x ) : return x'.split(' ');
  expect([...differingTokens('def g ( x ) : return x + 1'.split(' '), reference)]).toEqual([1, 8, 9]);
  expect([...differingTokens(reference, reference)]).toEqual([]);
});

it('writes probabilities so that nearly all and next to nothing can be told from all and nothing', () => {
  expect([0, 0.0002, 0.0512, 0.9999, 1].map(formatProbability)).toEqual([
    '0.0%',
    '<0.1%',
    '5.1%',
    '>99.9%',
    '100.0%',
  ]);
});

it('what stands on the colour of a probability has a contrast of at least 4.5 to 1', () => {
  const luminance = (colour: string) =>
    [1, 3, 5]
      .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
      .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
      .reduce((sum, share, channel) => sum + [0.2126, 0.7152, 0.0722][channel] * share, 0);
  for (let step = 0; step <= 100; step++) {
    const { ground, ink } = probabilityColours(step / 100);
    const [dark, light] = [luminance(ground), luminance(ink)].sort((first, second) => first - second);
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});

it('perplexity counts the end; a rank beyond the alternatives is not known', () => {
  expect(perplexityOf(hypothesis('a b', true))).toBeCloseTo(Math.exp(2), 9);
  expect(perplexityOf(hypothesis('', false))).toBeNull();
  const step = {
    forced: false,
    probability: 0.1,
    entropy: 1,
    alternatives: [{ token: 'a', probability: 0.5 }],
  };
  expect([rankOf({ ...step, token: 'a' }), rankOf({ ...step, token: 'b' })]).toEqual([1, null]);
});
