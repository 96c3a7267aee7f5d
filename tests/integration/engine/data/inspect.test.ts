import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completeConfiguration, PRESETS } from '../../../../src-shared/domain/configuration';
import type { Example } from '../../../../src-shared/domain/data';
import { inspectData } from '../../../../src-main/engine/data/inspect';
import { quietContext, temporaryFolder } from '../../../helpers/data';

const configuration = completeConfiguration(PRESETS.recommended, {
  TRAIN_SIZE: 60,
  VAL_SIZE: 20,
  TEST_SIZE: 20,
  MAX_DOCSTRING_LEN: 10,
  MAX_CODE_LEN: 20,
  VOCAB_SIZE: 50,
});

async function inspect(rows: readonly Example[], settings = configuration) {
  const path = join(await temporaryFolder(), 'rows.jsonl');
  await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return inspectData({ location: path }, settings, quietContext());
}

/** Rows of which no two share more than their frame. */
const distinct = (count: number): Example[] =>
  Array.from({ length: count }, (_, number) => ({
    docstring: `Do thing${number}.`,
    code: `def do${number}(a${number}):\n    return b${number} + c${number} * d${number} - e${number}`,
  }));

describe('inspectData', () => {
  it('reports rows, lengths, truncation, vocabularies and unknown tokens', async () => {
    const rows = [...distinct(99), { docstring: 'one two three four five six seven eight nine', code: 'x' }];
    const report = await inspect([...rows, { docstring: '', code: 'x' }]);
    expect(report.rows).toBe(100);
    expect(report.skipped).toEqual({ 'empty docstring': 1 });
    expect(report.split.sizes).toEqual({ train: 60, validation: 20, test: 20 });
    expect(report.source.length).toMatchObject({ minimum: 3, median: 3, maximum: 9 });
    expect(report.source.truncated).toBe(1);
    expect(report.source.histogram.counts.reduce((sum, count) => sum + count)).toBe(100);
    expect(report.target.length).toMatchObject({ minimum: 1, median: 14 });
    expect(report.target.vocabularySize).toBe(50);
    expect(report.target.distinctTokens).toBeGreaterThan(300);
    // Of the three tokens of a docstring, only the thing itself is unknown; the vocabulary has 44 of the 60 trained ones.
    expect(report.source.outOfVocabulary.train).toBeGreaterThan(5);
    expect(report.source.outOfVocabulary.test).toBeGreaterThan(report.source.outOfVocabulary.train);
    expect(report.duplicates).toEqual({ exact: 0, near: 0, threshold: 0.8 });
    expect(report.targetContainsSource).toEqual({ rows: 0, percentage: 0 });
    expect(report.sample).toHaveLength(5);
    expect(report.split).not.toHaveProperty('exampleHashes');
  });

  it('finds test rows that are training rows, exactly or nearly', async () => {
    const repeated = { docstring: 'Same.', code: 'def same(): return a + b * c' };
    const report = await inspect([...distinct(50), ...Array.from({ length: 50 }, () => repeated)]);
    expect(report.duplicates.exact).toBeGreaterThan(3);
    expect(report.duplicates.near).toBe(report.duplicates.exact);
    expect(report.warnings).toContainEqual(
      expect.stringMatching(/test rows \(\d+\.\d%\) are training rows too/),
    );
  });

  it('finds functions that contain their docstring, white space aside', async () => {
    const copied = distinct(100).map((row) => ({ ...row, code: `"""Do\n  ${row.docstring.slice(3)}"""` }));
    const report = await inspect(copied);
    expect(report.targetContainsSource).toEqual({ rows: 100, percentage: 100 });
    expect(report.warnings).toContainEqual(expect.stringMatching(/contain their own docstring/));
  });

  it('warns of few rows, truncation, unknown tokens and a vocabulary that saw the test', async () => {
    const long = distinct(50).map(({ docstring, code }) => ({ docstring, code: `${code} ${code}` }));
    const report = await inspect(long, { ...configuration, VOCABULARY_FROM: 'all-splits' });
    expect(report.split.sizes).toEqual({ train: 30, validation: 10, test: 10 });
    expect(report.warnings).toEqual([
      expect.stringMatching(
        /^The source has 50 usable rows, fewer than the 100 asked for: 30 are used to train/,
      ),
      expect.stringMatching(/^Only 10 test rows/),
      expect.stringMatching(/^The vocabularies are built from all rows/),
      expect.stringMatching(/^20\.0% of the docstring tokens of the test rows are not in the vocabulary/),
      expect.stringMatching(
        /^50 functions \(100\.0%\) are longer than 20 tokens and are cut.*\. Raise MAX_CODE_LEN/,
      ),
      expect.stringMatching(/% of the function tokens of the test rows are not in the vocabulary of 50/),
    ]);
  });

  it('advises a larger vocabulary only where the vocabulary is full', async () => {
    const advice = async (VOCAB_SIZE: number) =>
      (await inspect(distinct(100), { ...configuration, VOCAB_SIZE })).warnings.filter((line) =>
        /UNK/.test(line),
      );
    for (const line of await advice(50))
      expect(line).toMatch(/Raise VOCAB_SIZE or train on more rows \(TRAIN_SIZE\)\.$/);
    for (const line of await advice(5000))
      expect(line).toMatch(/become <UNK>\. Train on more rows \(TRAIN_SIZE\)\.$/);
    expect(await advice(5000)).toHaveLength(2);
  });

  it('says nothing about sound data', async () => {
    const settings = completeConfiguration(PRESETS.recommended, {
      TRAIN_SIZE: 1000,
      VAL_SIZE: 200,
      TEST_SIZE: 200,
    });
    const report = await inspectData({ location: 'synthetic:2000' }, settings, quietContext());
    expect(report.warnings.filter((warning) => !/share at least/.test(warning))).toEqual([]);
    expect(report.description).toMatch(/synthetic/);
  });
});
