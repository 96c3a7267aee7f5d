import { describe, expect, it } from 'vitest';
import { prefixTokens, unknownInPrefix } from '../../../../src-renderer/state/forced-prefix';
import type { Answered } from '../../../../src-renderer/state/live-answer.svelte';
import { tokenize } from '../../../../src-shared/format/tokenizer';

describe('a forced prefix', () => {
  it('is split as the code that models were trained with', () => {
    const code = 'def Add(self, x=1):\n\treturn self.total += x';
    expect(prefixTokens(code)).toEqual(tokenize(code));
    expect(prefixTokens(code).slice(0, 6)).toEqual(['def', 'add', '(', 'self', ',', 'x']);
    expect(prefixTokens(' \n ')).toEqual([]);
  });

  it('may hold the special tokens that can be written', () => {
    expect(prefixTokens('def <UNK> ( ) : pass <EOS>')).toEqual([
      'def',
      '<UNK>',
      '(',
      ')',
      ':',
      'pass',
      '<EOS>',
    ]);
    expect(prefixTokens('<PAD>')).toEqual(['<pad>']);
  });

  it('has tokens that a vocabulary lacks, which are told of answers to it alone', () => {
    const answer = (prefix: string[], tokens: string[]) =>
      ({ question: { prefix }, generation: { hypotheses: [{ tokens }] } }) as unknown as Answered;
    const answers = [
      { label: 'A', answer: answer(['def', 'frobnicate'], ['def', '<UNK>', '(']) },
      { label: 'B', answer: answer(['def', 'frobnicate'], ['def', 'frobnicate', '(']) },
      { label: 'C', answer: answer(['class'], ['<UNK>']) },
    ];
    expect([...unknownInPrefix(['def', 'frobnicate'], answers)]).toEqual([[1, ['A']]]);
    expect(unknownInPrefix(['<UNK>'], [{ label: 'A', answer: answer(['<UNK>'], ['<UNK>']) }]).size).toBe(0);
  });
});
