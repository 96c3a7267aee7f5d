/** What is known of a study's data before it starts. */
import type { RunConfiguration } from '../configuration';
import type { DataReport, TokenSideReport } from '../data';
import type { DataSizes } from './work';

/** Settings that decide what a data report says; a report made with others is out of date. */
export const DATA_KEYS = [
  'TRAIN_SIZE',
  'VAL_SIZE',
  'TEST_SIZE',
  'SEED',
  'MAX_DOCSTRING_LEN',
  'MAX_CODE_LEN',
  'VOCAB_SIZE',
  'VOCABULARY_FROM',
] as const satisfies readonly (keyof RunConfiguration)[];

/** Mean lengths as shares of the longest that is kept, where no data were read. */
const USUAL_SHARE = 0.6;
/** <SOS> and <EOS>. */
const SPECIAL_TOKENS = 2;

/** By the report of the data, or the most that the settings allow where there is none. */
export function dataSizesOf(configuration: RunConfiguration, report: DataReport | null): DataSizes {
  if (report === null)
    return {
      train: configuration.TRAIN_SIZE,
      validation: configuration.VAL_SIZE,
      test: configuration.TEST_SIZE,
      sourceVocabulary: configuration.VOCAB_SIZE,
      targetVocabulary: configuration.VOCAB_SIZE,
      sourceLength: USUAL_SHARE * configuration.MAX_DOCSTRING_LEN,
      targetLength: USUAL_SHARE * configuration.MAX_CODE_LEN,
    };
  return {
    ...report.split.sizes,
    sourceVocabulary: Math.min(report.source.vocabularySize, configuration.VOCAB_SIZE),
    targetVocabulary: Math.min(report.target.vocabularySize, configuration.VOCAB_SIZE),
    sourceLength: meanCutLength(report.source, configuration.MAX_DOCSTRING_LEN),
    targetLength: meanCutLength(report.target, configuration.MAX_CODE_LEN),
  };
}

/** Mean tokens with both special ones after texts were cut; texts of a bin of the histogram count as its middle. */
export function meanCutLength(
  { histogram: { binWidth, counts } }: Pick<TokenSideReport, 'histogram'>,
  maximumLength: number,
): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  if (rows === 0) return SPECIAL_TOKENS;
  const tokens = counts.reduce((sum, count, bin) => {
    const middle = bin * binWidth + (binWidth - 1) / 2;
    return sum + count * Math.min(maximumLength, middle + SPECIAL_TOKENS);
  }, 0);
  return tokens / rows;
}
