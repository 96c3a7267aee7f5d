import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { DataFacts, Finding, TokenSideFacts } from '../../../src-shared/domain/diagnosis';

/** Limits, in percent of rows or tokens, above which a property of the data deserves a warning. */
const LIMITS = { truncated: 20, unknown: 5, near: 5, containsSource: 1 };
/** With fewer test rows the chance error of a percentage is more than about five points. */
const FEWEST_TEST_ROWS = 100;

type DataFinding = Omit<Finding, 'examples' | 'epoch'>;

/** What is wrong with the data of a study, before and after training alike; unknown facts are passed over. */
export function dataFindings(facts: DataFacts, configuration: RunConfiguration): Finding[] {
  const findings = [
    scaledDown(facts),
    fewTestRows(facts),
    exactDuplicates(facts),
    nearDuplicates(facts),
    sourceInTarget(facts),
    vocabularyLeak(configuration),
    ...sideFindings('docstring', facts.source, facts, configuration),
    ...sideFindings('function', facts.target, facts, configuration),
  ];
  return findings
    .filter((finding) => finding !== null)
    .map((finding) => ({ ...finding, examples: [], epoch: null }));
}

function scaledDown({ split }: DataFacts): DataFinding | null {
  if (!split?.scaledDown) return null;
  const { rows, sizes, requestedSizes: asked } = split;
  const wanted = asked.train + asked.validation + asked.test;
  return {
    id: 'scaled-down',
    severity: 'note',
    title: 'Fewer rows than asked for',
    explanation:
      `The source has ${rows} usable rows, fewer than the ${wanted} asked for: ${sizes.train} are used to train, ` +
      `${sizes.validation} to validate and ${sizes.test} to test.`,
    evidence: [{ label: 'Usable rows', value: rows, expected: `at least ${wanted}` }],
    remedy: {
      text: 'Use a larger source, or lower TRAIN_SIZE, VAL_SIZE and TEST_SIZE.',
      keys: ['TRAIN_SIZE', 'VAL_SIZE', 'TEST_SIZE'],
    },
  };
}

function fewTestRows({ split }: DataFacts): DataFinding | null {
  if (!split || split.sizes.test >= FEWEST_TEST_ROWS) return null;
  return {
    id: 'few-test-rows',
    severity: 'warning',
    title: 'Too few test rows',
    explanation: `Only ${split.sizes.test} test rows: differences between models may be chance.`,
    evidence: [{ label: 'Test rows', value: split.sizes.test, expected: `at least ${FEWEST_TEST_ROWS}` }],
    remedy: { text: `Raise TEST_SIZE to at least ${FEWEST_TEST_ROWS}.`, keys: ['TEST_SIZE'] },
  };
}

function exactDuplicates({ duplicates, split }: DataFacts): DataFinding | null {
  if (!duplicates || !split || duplicates.exact === 0) return null;
  const share = percent(duplicates.exact, split.sizes.test);
  return {
    id: 'test-rows-in-training',
    severity: 'warning',
    title: 'Test rows that are training rows',
    explanation:
      `${duplicates.exact} of ${split.sizes.test} test rows (${share}) are training rows too: ` +
      'on them a model is asked what it was told.',
    evidence: [{ label: 'Test rows among the training rows', value: duplicates.exact, expected: '0' }],
    remedy: { text: 'Take duplicates out of the source.', keys: [] },
  };
}

function nearDuplicates({ duplicates, split }: DataFacts): DataFinding | null {
  if (!duplicates || !split || (duplicates.near / split.sizes.test) * 100 <= LIMITS.near) return null;
  const share = percent(duplicates.near, split.sizes.test);
  return {
    id: 'near-duplicates',
    severity: 'warning',
    title: 'Test rows that are nearly training rows',
    explanation:
      `${duplicates.near} of ${split.sizes.test} test rows (${share}) share at least ` +
      `${duplicates.threshold * 100}% of their tokens with a training row: scores may show memory rather than skill.`,
    evidence: [
      { label: 'Near duplicates among the test rows', value: duplicates.near, expected: `≤ ${LIMITS.near}%` },
    ],
    remedy: { text: 'Read the metrics without near duplicates, or take them out of the source.', keys: [] },
  };
}

function sourceInTarget({ targetContainsSource: contains }: DataFacts): DataFinding | null {
  if (!contains || contains.percentage <= LIMITS.containsSource) return null;
  return {
    id: 'source-in-target',
    severity: 'critical',
    title: 'Functions that contain their docstring',
    explanation:
      `${contains.rows} functions (${contains.percentage.toFixed(1)}%) contain their own docstring: ` +
      'a model can score by copying.',
    evidence: [
      {
        label: 'Rows whose target contains its source',
        value: contains.percentage,
        unit: '%',
        expected: `≤ ${LIMITS.containsSource}%`,
      },
    ],
    remedy: { text: 'Take the docstrings out of the code.', keys: [] },
  };
}

function vocabularyLeak({ VOCABULARY_FROM }: RunConfiguration): DataFinding | null {
  if (VOCABULARY_FROM !== 'all-splits') return null;
  return {
    id: 'vocabulary-leak',
    severity: 'warning',
    title: 'Vocabularies that have seen the test',
    explanation: 'The vocabularies are built from all rows, test rows included, as the notebooks did.',
    evidence: [{ label: 'VOCABULARY_FROM', value: VOCABULARY_FROM, expected: 'train' }],
    remedy: { text: 'Set VOCABULARY_FROM to train to keep the test unseen.', keys: ['VOCABULARY_FROM'] },
  };
}

function sideFindings(
  noun: 'docstring' | 'function',
  side: TokenSideFacts | null,
  { split }: DataFacts,
  configuration: RunConfiguration,
): (DataFinding | null)[] {
  return side ? [split && truncated(noun, side, split.sizes), unknown(noun, side, configuration)] : [];
}

function truncated(
  noun: 'docstring' | 'function',
  side: TokenSideFacts,
  sizes: NonNullable<DataFacts['split']>['sizes'],
): DataFinding | null {
  const rows = sizes.train + sizes.validation + sizes.test;
  if ((side.truncated / rows) * 100 <= LIMITS.truncated) return null;
  const key = noun === 'docstring' ? 'MAX_DOCSTRING_LEN' : 'MAX_CODE_LEN';
  const scored = noun === 'function' ? ', and so are the references that answers are scored against' : '';
  return {
    id: `truncated-${noun}s`,
    severity: 'warning',
    title: noun === 'docstring' ? 'Docstrings are cut' : 'Functions are cut',
    explanation:
      `${side.truncated} ${noun}s (${percent(side.truncated, rows)}) are longer than ${side.maximumLength} tokens ` +
      `and are cut${scored}.`,
    evidence: [
      { label: `Truncated ${noun}s`, value: side.truncated, expected: `≤ ${LIMITS.truncated}%` },
      { label: '95th percentile of lengths', value: side.length.percentile95, unit: 'tokens' },
    ],
    remedy: {
      text: `Raise ${key} (the 95th percentile is ${side.length.percentile95} tokens).`,
      keys: [key],
    },
  };
}

function unknown(
  noun: 'docstring' | 'function',
  side: TokenSideFacts,
  configuration: RunConfiguration,
): DataFinding | null {
  const share = side.outOfVocabulary.test;
  if (share <= LIMITS.unknown) return null;
  const isFull = side.vocabularySize === configuration.VOCAB_SIZE;
  return {
    id: `unknown-${noun}-tokens`,
    severity: 'warning',
    title: noun === 'docstring' ? 'Unknown tokens in docstrings' : 'Unknown tokens in functions',
    explanation:
      `${share.toFixed(1)}% of the ${noun} tokens of the test rows are not in the vocabulary of ` +
      `${side.vocabularySize} and become <UNK>.`,
    evidence: [
      {
        label: `<UNK> among ${noun} tokens of the test rows`,
        value: share,
        unit: '%',
        expected: `≤ ${LIMITS.unknown}%`,
      },
    ],
    remedy: isFull
      ? { text: 'Raise VOCAB_SIZE or train on more rows (TRAIN_SIZE).', keys: ['VOCAB_SIZE', 'TRAIN_SIZE'] }
      : { text: 'Train on more rows (TRAIN_SIZE).', keys: ['TRAIN_SIZE'] },
  };
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)}%`;
}
