import { expect, it } from 'vitest';
import { evaluationsText, evaluationText } from '../../../src-main/cli/reports/evaluation';
import type { EvaluationSummary, Run } from '../../../src-shared/domain/run';
import { evaluation } from '../history/samples';

const run = { id: 'run', architecture: 'lstm' } as Run;

/** An evaluation as it is read when it was made before there was more than metrics. */
const before: EvaluationSummary = evaluation(run, {
  lengthBins: null,
  errors: null,
  lengthRatio: null,
  repetition: null,
  perplexity: null,
  failures: null,
  oneTokenAway: null,
});

it('has a column for each decoder', () => {
  const beam = evaluation(run, {
    decoder: 'beam',
    beamSize: 3,
    bleu: 13.25,
    errors: [{ category: 'other', count: 7, percentage: 100 }],
    lengthBins: [{ bin: '[0,10)', examples: 2, tokenAccuracy: 45, low: 30, high: 60.5 }],
  });
  const text = evaluationText([evaluation(run), beam]);
  expect(text).toMatch(
    /^lstm, test split, epoch 1, 2 examples\n\n +greedy +beam \(3\)\nBLEU +12\.50 +13\.25\n/,
  );
  expect(text).toMatch(/\nBLEU, as the notebooks computed it +13\.00 +13\.00\n/);
  expect(text).toMatch(/\nrepeated 4-grams +12\.50% +12\.50%\n/);
  expect(text).toMatch(/\n\[0,10\) +2 +40\.00% \[20\.00, 60\.00\] +45\.00% \[30\.00, 60\.50\]\n/);
  expect(text).toMatch(/\nOther +1 +100\.00% +7 +100\.00%\n/);
  expect(text).toMatch(/\nkeyword +1 +0 +1 +0$/);
});

it('prints an older evaluation with dashes for what is not known, alone and beside a newer one', () => {
  const alone = evaluationText([before]);
  expect(alone).toMatch(/\nperplexity of the references +–\n/);
  expect(alone).not.toMatch(/docstring tokens|errors +greedy|first wrong token/);
  const together = evaluationText([before, evaluation(run, { decoder: 'beam', beamSize: 3 })]);
  expect(together).toMatch(/\nsearch errors +– +0\n/);
  expect(together).toMatch(/\ndocstring tokens +examples +token accuracy \[95%\], beam \(3\)\n/);
});

it('prints the splits of a run one after another', () => {
  const text = evaluationsText([evaluation(run), evaluation(run, { split: 'validation' })]);
  expect(text.match(/^lstm, \w+ split/gm)).toEqual(['lstm, test split', 'lstm, validation split']);
  expect(evaluationsText([])).toBe('');
});
