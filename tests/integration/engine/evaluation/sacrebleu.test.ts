/** Compares with sacreBLEU itself: `pip install sacrebleu`; the variable PYTHON names another Python than `python3`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusBleu, sentenceBleu } from '../../../../src-main/engine/evaluation/bleu';

interface SacreBleuScores {
  score: number;
  precisions: number[];
  brevityPenalty: number;
  hypothesisLength: number;
  referenceLength: number;
  sentences: number[];
}

const python = process.env.PYTHON ?? 'python3';
const isInstalled = spawnSync(python, ['-c', 'import sacrebleu']).status === 0;

const TOKENS = ['def', 'f', '(', 'x', ')', ':', 'return', '+', '<UNK>', 'größe'];

/** A hypothesis that keeps most of its reference, so that matches of every order occur. */
const example = fc
  .tuple(
    fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...TOKENS)), {
      minLength: 30,
      maxLength: 30,
    }),
    fc.integer({ min: 0, max: 35 }),
  )
  .map(([reference, noise, length]) => ({
    reference,
    hypothesis: [...reference, ...noise.map(([, token]) => token)]
      .slice(0, length)
      .map((token, position) => (noise[position]?.[0] < 3 ? noise[position][1] : token)),
  }));
const corpora = fc.sample(fc.array(example, { minLength: 1, maxLength: 6 }), { seed: 42, numRuns: 1000 });

function scoreWithSacreBleu(): SacreBleuScores[] {
  const script = fileURLToPath(new URL('sacrebleu-scores.py', import.meta.url));
  const texts = corpora.map((corpus) => ({
    hypotheses: corpus.map(({ hypothesis }) => hypothesis.join(' ')),
    references: corpus.map(({ reference }) => reference.join(' ')),
  }));
  const process = spawnSync(python, [script], { input: JSON.stringify(texts), maxBuffer: 1 << 26 });
  if (process.status !== 0) throw new Error(process.stderr.toString());
  return JSON.parse(process.stdout.toString()) as SacreBleuScores[];
}

function expectClose(ours: number, theirs: number): void {
  expect(Math.abs(ours - theirs)).toBeLessThan(1e-9);
}

describe.skipIf(!isInstalled)('BLEU against sacreBLEU itself', () => {
  it('agrees on 1,000 random corpora and every sentence in them', () => {
    scoreWithSacreBleu().forEach((theirs, index) => {
      const hypotheses = corpora[index].map(({ hypothesis }) => hypothesis);
      const references = corpora[index].map(({ reference }) => reference);
      const ours = corpusBleu(hypotheses, references);
      expectClose(ours.score, theirs.score);
      expectClose(ours.brevityPenalty, theirs.brevityPenalty);
      theirs.precisions.forEach((precision, n) => expectClose(ours.precisions[n], precision));
      expect(ours.hypothesisLength).toBe(theirs.hypothesisLength);
      expect(ours.referenceLength).toBe(theirs.referenceLength);
      theirs.sentences.forEach((score, sentence) => {
        expectClose(sentenceBleu(hypotheses[sentence], references[sentence]).score, score);
      });
    });
  });
});
