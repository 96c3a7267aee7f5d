import type {
  ComparedPrediction,
  ExampleDifference,
  ExampleTexts,
} from '../../../src-shared/domain/analysis';
import { UserError } from '../../../src-shared/domain/errors';
import { firstDivergence } from './divergence';

type IndexedExample = Pick<ComparedPrediction, 'index' | 'source' | 'reference' | 'row'>;

export interface RunExamples {
  readonly run: string;
  readonly predictions: readonly IndexedExample[];
}

/** How many differing examples a refusal describes, and how much of their texts. */
const DESCRIBED = 3;
const EXCERPT = 60;
const EXCERPT_BEFORE = 20;

/** Examples that are not the same in both runs, by index. @throws RangeError when an index occurs twice in a run */
export function exampleDifferences(first: RunExamples, second: RunExamples): ExampleDifference[] {
  const [inFirst, inSecond] = [examplesByIndex(first), examplesByIndex(second)];
  const indices = [...new Set([...inFirst.keys(), ...inSecond.keys()])].sort((a, b) => a - b);
  return indices
    .map((index) => difference(index, inFirst.get(index) ?? null, inSecond.get(index) ?? null))
    .filter(
      ({ first, second, sameRow }) =>
        first?.source !== second?.source || first?.reference !== second?.reference || sameRow === false,
    );
}

function examplesByIndex({ run, predictions }: RunExamples): Map<number, IndexedExample> {
  const examples = new Map(predictions.map((prediction) => [prediction.index, prediction] as const));
  if (examples.size !== predictions.length) throw new RangeError(`${run} has two predictions of one example`);
  return examples;
}

function difference(
  index: number,
  first: IndexedExample | null,
  second: IndexedExample | null,
): ExampleDifference {
  const rows = [first?.row ?? null, second?.row ?? null];
  const sameRow = rows.includes(null) ? null : rows[0] === rows[1];
  return { index, sameRow, first: textsOf(first), second: textsOf(second) };
}

function textsOf(example: IndexedExample | null): ExampleTexts | null {
  return example && { source: example.source, reference: example.reference };
}

/**
 * Makes sure that what is compared answered the same questions.
 * @throws UserError that names the runs and the first examples that differ.
 */
export function requireSameExamples(first: RunExamples, second: RunExamples): void {
  const differences = exampleDifferences(first, second);
  if (differences.length === 0) return;
  const examples = Math.max(first.predictions.length, second.predictions.length);
  const described = differences
    .slice(0, DESCRIBED)
    .map((difference) => describe(difference, first.run, second.run));
  const left = differences.length - described.length;
  const encoded = differences.every(({ sameRow }) => sameRow === true) ? ENCODED_OTHERWISE : '';
  throw new UserError(
    `${first.run} and ${second.run} were not evaluated on the same examples, so their scores cannot be compared. ` +
      `${differences.length} of ${examples} differ: ${described.join('; ')}${left > 0 ? `; and ${left} more` : ''}.${encoded}`,
  );
}

const ENCODED_OTHERWISE =
  ' The rows of data are the same, but other vocabularies (VOCAB_SIZE, VOCABULARY_FROM, the training rows) or lengths ' +
  '(MAX_DOCSTRING_LEN, MAX_CODE_LEN) made other tokens of them.';

function describe({ index, first, second }: ExampleDifference, firstRun: string, secondRun: string): string {
  if (!first || !second) return `example ${index} is in ${first ? firstRun : secondRun} only`;
  if (first.source === second.source && first.reference === second.reference)
    return `example ${index} is another row of data, though what is kept of it is the same`;
  const part = first.source === second.source ? 'reference' : 'source';
  const difference = firstDivergence([...first[part]], [...second[part]])!;
  const [one, other] = [first, second].map((texts) => excerpt([...texts[part]], difference));
  return `the ${part} of example ${index} is “${one}” in the one and “${other}” in the other`;
}

/** The characters around the place at which two texts part. */
function excerpt(characters: readonly string[], difference: number): string {
  const start = Math.max(0, difference - EXCERPT_BEFORE);
  const end = start + EXCERPT;
  const shown = characters.slice(start, end).join('');
  return `${start > 0 ? '…' : ''}${shown}${end < characters.length ? '…' : ''}`;
}
