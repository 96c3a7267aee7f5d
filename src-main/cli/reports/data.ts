import { SPLIT_NAMES, type DataReport, type TokenSideReport } from '../../../src-shared/domain/data';
import { decimal, formatPairs, formatTable, whole } from '../table';

export function dataText(report: DataReport): string {
  const { split, duplicates, targetContainsSource } = report;
  return [
    formatPairs([
      ['Source', report.location],
      ['Read as', report.description],
      ['Rows', whole(report.rows)],
      ...Object.entries(report.skipped).map(
        ([reason, count]) => [`Left out, ${reason}`, whole(count)] as const,
      ),
      ...SPLIT_NAMES.map((name) => [name, splitSize(report, name)] as const),
      ['Split hash', split.hash],
    ]),
    formatTable(
      ['tokens', 'minimum', 'median', 'mean', '95%', 'maximum', 'limit', 'cut', 'vocabulary', 'distinct'],
      [lengthRow('source', report.source), lengthRow('target', report.target)],
    ),
    formatTable(
      ['out of vocabulary', ...SPLIT_NAMES],
      [outOfVocabularyRow('source', report.source), outOfVocabularyRow('target', report.target)],
    ),
    formatPairs([
      ['Test rows that are in the training rows', whole(duplicates.exact)],
      [`Test rows with a near duplicate there (Jaccard ≥ ${duplicates.threshold})`, whole(duplicates.near)],
      [
        'Targets that contain their own source text',
        `${whole(targetContainsSource.rows)} (${decimal(targetContainsSource.percentage)}%)`,
      ],
    ]),
    ...report.warnings.map((warning) => `Warning: ${warning}`),
  ].join('\n\n');
}

function splitSize({ split }: DataReport, name: (typeof SPLIT_NAMES)[number]): string {
  const size = whole(split.sizes[name])!;
  return split.scaledDown ? `${size} (configured ${whole(split.requestedSizes[name])})` : size;
}

function lengthRow(name: string, side: TokenSideReport) {
  const { minimum, median, mean, percentile95, maximum } = side.length;
  return [
    name,
    whole(minimum),
    whole(median),
    decimal(mean, 1),
    whole(percentile95),
    whole(maximum),
    whole(side.maximumLength),
    whole(side.truncated),
    whole(side.vocabularySize),
    whole(side.distinctTokens),
  ];
}

function outOfVocabularyRow(name: string, side: TokenSideReport) {
  return [name, ...SPLIT_NAMES.map((split) => `${decimal(side.outOfVocabulary[split])}%`)];
}
