import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { DataReport, TokenSideReport } from '../../../src-shared/domain/data';

/** Limits, in percent of rows or tokens, above which a property of the data deserves a warning. */
const LIMITS = { truncated: 20, unknown: 5, near: 5, containsSource: 1 };
/** With fewer test rows the chance error of a percentage is more than about five points. */
const FEWEST_TEST_ROWS = 100;

type Facts = Omit<DataReport, 'warnings'>;

/** What the user should know about the data before training on it, each with its remedy. */
export function dataWarnings(facts: Facts, configuration: RunConfiguration): string[] {
  return [
    ...sizeWarnings(facts),
    ...leakageWarnings(facts, configuration),
    ...sideWarnings('docstring', 'MAX_DOCSTRING_LEN', facts.source, facts, configuration),
    ...sideWarnings('function', 'MAX_CODE_LEN', facts.target, facts, configuration),
  ];
}

function sizeWarnings({ split }: Facts): string[] {
  const warnings: string[] = [];
  const { sizes, requestedSizes: asked } = split;
  if (split.scaledDown)
    warnings.push(
      `The source has ${split.rows} usable rows, fewer than the ${asked.train + asked.validation + asked.test} asked ` +
        `for: ${sizes.train} are used to train, ${sizes.validation} to validate and ${sizes.test} to test.`,
    );
  if (sizes.test < FEWEST_TEST_ROWS)
    warnings.push(
      `Only ${sizes.test} test rows: differences between models may be chance. Use at least ${FEWEST_TEST_ROWS}.`,
    );
  return warnings;
}

function leakageWarnings(facts: Facts, configuration: RunConfiguration): string[] {
  const warnings: string[] = [];
  const { duplicates, targetContainsSource } = facts;
  const tests = facts.split.sizes.test;
  if (duplicates.exact > 0)
    warnings.push(
      `${duplicates.exact} of ${tests} test rows (${percent(duplicates.exact, tests)}) are training rows too: ` +
        'on them a model is asked what it was told.',
    );
  if ((duplicates.near / tests) * 100 > LIMITS.near)
    warnings.push(
      `${duplicates.near} of ${tests} test rows (${percent(duplicates.near, tests)}) share at least ` +
        `${duplicates.threshold * 100}% of their tokens with a training row: scores may show memory rather than skill.`,
    );
  if (targetContainsSource.percentage > LIMITS.containsSource)
    warnings.push(
      `${targetContainsSource.rows} functions (${targetContainsSource.percentage.toFixed(1)}%) contain their own ` +
        'docstring: a model can score by copying. Take the docstrings out of the code.',
    );
  if (configuration.VOCABULARY_FROM === 'all-splits')
    warnings.push(
      'The vocabularies are built from all rows, test rows included, as the notebooks did. Set VOCABULARY_FROM to ' +
        'train to keep the test unseen.',
    );
  return warnings;
}

function sideWarnings(
  noun: string,
  lengthKey: 'MAX_DOCSTRING_LEN' | 'MAX_CODE_LEN',
  side: TokenSideReport,
  { split }: Facts,
  configuration: RunConfiguration,
): string[] {
  const warnings: string[] = [];
  const rows = split.sizes.train + split.sizes.validation + split.sizes.test;
  const full = side.vocabularySize === configuration.VOCAB_SIZE;
  if ((side.truncated / rows) * 100 > LIMITS.truncated)
    warnings.push(
      `${side.truncated} ${noun}s (${percent(side.truncated, rows)}) are longer than ${side.maximumLength} tokens and ` +
        `are cut; raise ${lengthKey} (the 95th percentile is ${side.length.percentile95} tokens).`,
    );
  if (side.outOfVocabulary.test > LIMITS.unknown)
    warnings.push(
      `${side.outOfVocabulary.test.toFixed(1)}% of the ${noun} tokens of the test rows are not in the vocabulary of ` +
        `${side.vocabularySize} and become <UNK>; ${full ? 'raise VOCAB_SIZE or ' : ''}train on more rows.`,
    );
  return warnings;
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)}%`;
}
