import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationSummary, PredictionRecord } from '../../../../src-shared/domain/run';
import { DECODERS } from '../../../../src-shared/domain/run';
import { ERROR_CATEGORIES, LENGTH_BINS, TOKEN_CLASSES } from '../../../../src-shared/domain/analysis';
import { temporaryHome } from '../../../helpers/temporary-home';
import { eventsOf, only, tinyConfiguration, trainJob } from '../../../helpers/engine-jobs';

const ROWS = 110;
/** Docstrings of 2 to 69 tokens, most of them longer than what is kept. */
const docstringTokens = (row: number) => 2 + ((row * 7) % 68);
/** The first two tokens tell all that matters; some functions are too long to be learnt. */
const rows = Array.from({ length: ROWS }, (_, row) => {
  const operator = row % 2 === 0 ? 'plus' : 'minus';
  const about = [`f${row % 3}`, operator, ...Array<string>(docstringTokens(row) - 2).fill('filler')];
  const rest = row % 5 === 0 ? ` ${row} * ${row + 1}` : ' 1';
  return {
    docstring: about.join(' '),
    code: `def f${row % 3}(x): return x ${operator === 'plus' ? '+' : '-'}${rest}`,
  };
});

let evaluations: readonly { summary: EvaluationSummary; predictions: readonly PredictionRecord[] }[];
beforeAll(async () => {
  const { home, remove } = temporaryHome();
  const path = join(home, 'rows.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const configuration = tinyConfiguration({
    TRAIN_SIZE: 60,
    VAL_SIZE: 10,
    TEST_SIZE: 40,
    EPOCHS: 30,
    BEAM_SIZE: 2,
  });
  const job = { ...trainJob(home, ['lstm'], configuration), source: { location: path } };
  evaluations = only(await eventsOf(job), 'evaluation');
  remove();
});

const tokens = (text: string) => (text === '' ? [] : text.split(' '));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each(DECODERS.map((decoder, index) => [decoder, index] as const))(
  'an evaluation (%s)',
  (decoder, index) => {
    it('says by which decoder it was made, of all examples', () => {
      const { summary, predictions } = evaluations[index];
      expect(summary).toMatchObject({ decoder, examples: 40, beamSize: decoder === 'beam' ? 2 : 1 });
      expect(predictions).toHaveLength(40);
    });

    it('counts examples by whole docstrings, with 50 tokens and more', () => {
      const { summary, predictions } = evaluations[index];
      const bins = summary.lengthBins!;
      expect(bins.map(({ bin }) => bin)).toEqual([...LENGTH_BINS]);
      expect(sum(bins.map(({ examples }) => examples))).toBe(40);
      bins.forEach(({ examples, tokenAccuracy, low, high }, bin) => {
        const inBin = predictions.filter(
          ({ docstringTokens }) => Math.min(5, Math.floor(docstringTokens! / 10)) === bin,
        );
        expect(examples).toBe(inBin.length);
        const mean = sum(inBin.map((prediction) => prediction.tokenAccuracy)) / inBin.length;
        expect(tokenAccuracy).toBeCloseTo(mean, 9);
        expect(low!).toBeLessThanOrEqual(mean + 1e-9);
        expect(high!).toBeGreaterThanOrEqual(mean - 1e-9);
      });
      expect(bins[5].examples).toBeGreaterThan(3);
      const lengths = new Set(rows.map(({ docstring }) => docstring.split(' ').length));
      for (const prediction of predictions) expect(lengths).toContain(prediction.docstringTokens);
      expect(Math.max(...predictions.map(({ source }) => tokens(source).length))).toBe(14);
    });

    it('adds up: errors, causes and first wrong tokens are the failures', () => {
      const { summary, predictions } = evaluations[index];
      const failures = predictions.filter(({ exactMatch }) => !exactMatch);
      expect(summary.exactMatch).toBeCloseTo((100 * (40 - failures.length)) / 40, 9);
      expect(failures.length).toBeGreaterThan(5);
      expect(summary.errors!.map(({ category }) => category)).toEqual([...ERROR_CATEGORIES]);
      for (const { category, count, percentage } of summary.errors!) {
        expect(count).toBe(failures.filter((failure) => failure.category === category).length);
        expect(percentage).toBeCloseTo((100 * count) / failures.length, 9);
      }
      expect(sum(summary.errors!.map(({ count }) => count))).toBe(failures.length);
      expect(summary.failures!.search + summary.failures!.model).toBe(failures.length);
      expect(summary.oneTokenAway!.map(({ tokenClass }) => tokenClass)).toEqual([...TOKEN_CLASSES]);
      expect(sum(summary.oneTokenAway!.map((counts) => counts.failures))).toBe(failures.length);
      expect(sum(summary.oneTokenAway!.map((counts) => counts.recovered))).toBe(
        failures.filter(({ recovers }) => recovers).length,
      );
    });

    it('has for each failure the place where it leaves the reference', () => {
      for (const { hypothesis, reference, divergence, exactMatch } of evaluations[index].predictions) {
        if (exactMatch) expect(divergence).toBeNull();
        else {
          expect(tokens(hypothesis).slice(0, divergence!)).toEqual(tokens(reference).slice(0, divergence!));
          expect(tokens(hypothesis)[divergence!]).not.toBe(tokens(reference)[divergence!]);
        }
      }
    });

    it('has the perplexity of the references by their log-probabilities, and the lengths of hypotheses', () => {
      const { summary, predictions } = evaluations[index];
      const logProbability = sum(predictions.map(({ referenceLogProbability }) => referenceLogProbability!));
      const length = sum(predictions.map(({ reference }) => tokens(reference).length + 1));
      expect(summary.perplexity).toBeCloseTo(Math.exp(-logProbability / length), 6);
      const written = sum(predictions.map(({ hypothesis }) => tokens(hypothesis).length));
      expect(summary.lengthRatio).toBeCloseTo(written / (length - 40), 12);
      expect(summary.distinctOutputs).toBe(new Set(predictions.map(({ hypothesis }) => hypothesis)).size);
    });

    it('blames the search exactly where the reference has the higher log-probability', () => {
      for (const { logProbability, referenceLogProbability, cause } of evaluations[index].predictions)
        if (cause !== null && Math.abs(logProbability - referenceLogProbability!) > 0.01)
          expect(cause).toBe(referenceLogProbability! > logProbability ? 'search' : 'model');
    });

    it('scores a reference that was written as the hypothesis that it is', () => {
      const matches = evaluations[index].predictions.filter(({ exactMatch }) => exactMatch);
      expect(matches.length).toBeGreaterThan(0);
      for (const { logProbability, referenceLogProbability } of matches)
        expect(referenceLogProbability).toBeCloseTo(logProbability, 3);
    });
  },
);
