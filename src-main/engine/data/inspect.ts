import { createHash } from 'node:crypto';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import {
  SPLIT_NAMES,
  type DataReport,
  type Example,
  type SourceRequest,
  type SplitName,
  type TokenSideReport,
} from '../../../src-shared/domain/data';
import { UNK } from '../text/special-tokens';
import { foldWhiteSpace } from '../../../src-shared/format/tokenizer';
import { Vocabulary } from '../text/vocabulary';
import type { Work } from '../work';
import { dataFindings } from './data-findings';
import { distributionOf, histogramOf } from './distribution';
import type { Examples } from './examples';
import { exampleCount, forEachExample } from './for-each-example';
import { countNearDuplicates, NEAR_DUPLICATE } from './near-duplicates';
import { openSource, type SourceContext } from './sources';
import { splitExamples, type Split } from './split';
import { tokeniseSplit, WHOLE_TEXTS, type TokenisedSide, type TokenisedSplit } from './tokenised-split';

/** The part of a report that the examples of a split alone decide. */
export type SplitFacts = Pick<
  DataReport,
  'split' | 'source' | 'target' | 'duplicates' | 'targetContainsSource'
>;

/** The histogram reaches to twice the longest length that is not cut. */
const HISTOGRAM_BINS = 20;
const SAMPLE_ROWS = 5;

/**
 * Reads a source as a study with this configuration would, and reports on the rows that it would use: lengths,
 * truncation, tokens outside the vocabulary, duplicates between test and training rows, and what the user should know.
 * @throws UserError as {@link openSource} and {@link splitExamples} do.
 */
export async function inspectData(
  request: SourceRequest,
  configuration: RunConfiguration,
  context: SourceContext,
): Promise<DataReport> {
  const { description, notices, read } = await openSource(request, context);
  const origin = { location: request.location, description };
  const split = await splitExamples(await read(), configuration, origin, context);
  const texts = await tokeniseSplit(split, WHOLE_TEXTS, configuration, context);
  const facts = await splitFacts(split, texts, configuration, context);
  const report = { ...origin, rows: facts.split.rows, skipped: facts.split.skipped, ...facts };
  const warnings = dataFindings(facts, configuration).map(
    ({ explanation, remedy }) => `${explanation} ${remedy.text}`,
  );
  return { ...report, warnings: [...notices, ...warnings], sample: firstExamples(split.train) };
}

/**
 * Counts what a split's rows are like when this configuration encodes them: lengths, truncation, tokens outside the
 * vocabulary, duplicates between test and training rows, targets that contain their source. Of `texts` nothing may have
 * been left out.
 */
export async function splitFacts(
  split: Split,
  { source, target }: TokenisedSplit,
  configuration: RunConfiguration,
  work: Work,
): Promise<SplitFacts> {
  work.progress('Looking for duplicates', 0, null, 'examples');
  const { exampleHashes: _exampleHashes, ...record } = split.record;
  return {
    split: record,
    source: reportSide(source, configuration.MAX_DOCSTRING_LEN, configuration),
    target: reportSide(target, configuration.MAX_CODE_LEN, configuration),
    duplicates: {
      exact: countExactDuplicates(source, target),
      near: countNearDuplicates(target.texts.test, target.texts.train, NEAR_DUPLICATE),
      threshold: NEAR_DUPLICATE,
    },
    targetContainsSource: await countContained(split, work),
  };
}

function firstExamples(examples: Examples): Example[] {
  return Array.from({ length: Math.min(SAMPLE_ROWS, examples.length) }, (_, position) =>
    examples.at(position),
  );
}

function reportSide(
  side: TokenisedSide,
  maximumLength: number,
  configuration: RunConfiguration,
): TokenSideReport {
  const vocabulary = Vocabulary.fromTable(side.table, configuration.VOCAB_SIZE);
  const identifiers = vocabulary.identifiersOf(side.table);
  const kept = maximumLength - 2;
  const lengths = SPLIT_NAMES.flatMap((name) => side.texts[name].map((text) => text.length));
  const binWidth = Math.max(1, Math.ceil((2 * maximumLength) / HISTOGRAM_BINS));
  const unknownShare = (name: SplitName) => unknownPercentage(side.texts[name], identifiers, kept);
  return {
    length: distributionOf(lengths),
    histogram: { binWidth, counts: histogramOf(lengths, binWidth, HISTOGRAM_BINS) },
    maximumLength,
    truncated: lengths.filter((length) => length > kept).length,
    vocabularySize: vocabulary.size,
    distinctTokens: side.table.countedSize,
    outOfVocabulary: {
      train: unknownShare('train'),
      validation: unknownShare('validation'),
      test: unknownShare('test'),
    },
  };
}

/** Share, in percent, of the tokens that are kept when the texts are cut which the vocabulary lacks. */
function unknownPercentage(texts: readonly Int32Array[], identifiers: Int32Array, kept: number): number {
  let tokens = 0;
  let unknown = 0;
  for (const text of texts)
    for (const number of text.subarray(0, kept)) {
      tokens++;
      if (identifiers[number] === UNK) unknown++;
    }
  return tokens === 0 ? 0 : (unknown / tokens) * 100;
}

/** Test rows whose source and target tokens are those of a training row. */
function countExactDuplicates(source: TokenisedSide, target: TokenisedSide): number {
  const fingerprints = (name: SplitName) =>
    source.texts[name].map((text, row) =>
      createHash('sha256')
        .update(`${text.length} `)
        .update(text)
        .update(target.texts[name][row]!)
        .digest('base64'),
    );
  const training = new Set(fingerprints('train'));
  return fingerprints('test').filter((fingerprint) => training.has(fingerprint)).length;
}

/** Rows whose target contains its own source, white space aside. */
async function countContained(split: Split, work: Work): Promise<DataReport['targetContainsSource']> {
  let rows = 0;
  await forEachExample(split, 'Looking for copies', work, (part, position) => {
    const { docstring, code } = split[part].at(position);
    if (foldWhiteSpace(code).includes(foldWhiteSpace(docstring))) rows++;
  });
  return { rows, percentage: (rows / exampleCount(split)) * 100 };
}
