import { FAILURE_CAUSES, LENGTH_BINS, OUTCOMES, TOKEN_CLASSES } from '../../src-shared/domain/analysis';
import type { ConditionName } from '../../src-shared/contract/requests/examples';
import type { ExampleFilter, OutcomeOfRun, TextPlace } from '../../src-shared/domain/example-filter';
import { isInBin, SAME_SCORE } from '../../src-shared/domain/run-comparison';
import { agreementBits, bitOf } from './agreement';
import type { HeldEvaluation, HeldSelection } from './held-predictions';
import { compilePattern } from './pattern';

/** One condition of a filter: which examples meet it. */
export interface Condition {
  readonly name: ConditionName;
  readonly test: (position: number) => boolean;
}

/** The conditions of a filter; those that look into texts, which takes a while, come last. @throws UserError when its regular expression cannot be read */
export function conditionsOf(filter: ExampleFilter, selection: HeldSelection): readonly Condition[] {
  return [...quickConditions(filter, selection), ...textConditions(filter, selection)];
}

function quickConditions(
  {
    outcomes,
    lengths,
    score,
    better,
    difference,
    agreement,
    cause,
    missed,
    oneTokenAway,
    memorised,
    favourite,
  }: ExampleFilter,
  selection: HeldSelection,
): readonly Condition[] {
  const found: Condition[] = [];
  const add = (name: ConditionName, test: Condition['test']) => found.push({ name, test });
  const { evaluations, favourites } = selection;
  for (const wanted of outcomes ?? []) add(`outcome:${wanted.run}`, outcomeTest(wanted, evaluations));
  if (lengths) {
    const bins = new Set(lengths.map((bin) => LENGTH_BINS.indexOf(bin)));
    add('length', (position) => bins.has(evaluations[0]?.texts.bins[position]));
  }
  if (score) {
    const bleu = bleuOf(score.run, evaluations);
    add('score', (position) => bleu[position] >= score.low && bleu[position] <= score.high);
  }
  if (better) {
    const [first, second] = [bleuOf(better.run, evaluations), bleuOf(better.than, evaluations)];
    add('better', (position) => first[position] > second[position] + SAME_SCORE);
  }
  if (difference) {
    const [first, second] = [bleuOf(difference.run, evaluations), bleuOf(difference.than, evaluations)];
    add('difference', (position) => isInBin(first[position] - second[position], difference));
  }
  if (agreement) {
    const bit = bitOf(agreement);
    add('agreement', (position) => (agreementBits(position, evaluations) & bit) !== 0);
  }
  const any =
    (test: (answers: HeldEvaluation['answers'], position: number) => boolean) => (position: number) =>
      evaluations.some(({ answers }) => test(answers, position));
  if (cause) {
    const number = FAILURE_CAUSES.indexOf(cause);
    add(
      'cause',
      any(({ causes }, position) => causes[position] === number),
    );
  }
  if (missed) {
    const number = TOKEN_CLASSES.indexOf(missed);
    const alsoRecovers = oneTokenAway === true;
    add(
      'missed',
      any(
        ({ divergenceClass, recovers }, position) =>
          divergenceClass[position] === number && (!alsoRecovers || recovers[position] === 1),
      ),
    );
  }
  if (oneTokenAway !== undefined) {
    const recovering = any(({ recovers }, position) => recovers[position] === 1);
    add('oneTokenAway', (position) => recovering(position) === oneTokenAway);
  }
  if (memorised !== undefined) {
    const isMemorised = memorisedTest(evaluations);
    add('memorised', (position) => isMemorised(position) === memorised);
  }
  if (favourite !== undefined) add('favourite', (position) => favourites.has(position) === favourite);
  return found;
}

const NO_SCORES = new Float64Array(0);

/** Of a run that is not among the evaluations no score fits. */
export function bleuOf(run: string, evaluations: readonly HeldEvaluation[]): Float64Array {
  return evaluations.find(({ stored }) => stored.run === run)?.answers.bleu ?? NO_SCORES;
}

function outcomeTest(
  { run, outcomes }: OutcomeOfRun,
  evaluations: readonly HeldEvaluation[],
): Condition['test'] {
  const numbers = evaluations.find(({ stored }) => stored.run === run)?.answers.outcomes;
  const wanted = new Set(outcomes.map((outcome) => OUTCOMES.indexOf(outcome)));
  return (position) => numbers !== undefined && wanted.has(numbers[position]);
}

/** Whether any of the evaluations owes the example to memory. */
export function memorisedTest(evaluations: readonly HeldEvaluation[]): Condition['test'] {
  const analysed = evaluations.flatMap(({ memory }) => (memory ? [memory.positions] : []));
  return (position) => analysed.some((positions) => positions[position] === 1);
}

function textConditions(
  { text, regularExpression, place = 'any', token }: ExampleFilter,
  selection: HeldSelection,
): readonly Condition[] {
  const found: Condition[] = [];
  const add = (name: ConditionName, place: TextPlace, matches: (text: string) => boolean) => {
    const lists = textsAt(place, selection);
    found.push({
      name,
      test: (position) => lists.some((texts) => position < texts.length && matches(texts[position])),
    });
  };
  const wanted = token?.trim().toLowerCase();
  if (wanted) {
    add('token', 'any', (text) => hasToken(text, wanted));
  }
  if (text && regularExpression) {
    const pattern = compilePattern(text);
    add('text', place, (candidate) => pattern.test(candidate));
  } else if (text?.trim()) {
    const wanted = text.trim().replace(/\s+/g, ' ').toLowerCase();
    add('text', place, (candidate) => candidate.includes(wanted));
  }
  return found;
}

/** The lists of texts to be searched, in lower case. */
function textsAt(place: TextPlace, { evaluations }: HeldSelection): readonly (readonly string[])[] {
  const texts = [...new Set(evaluations.map((evaluation) => evaluation.texts))];
  const lists = {
    source: texts.map(({ sources }) => sources),
    reference: texts.map(({ references }) => references),
    hypothesis: evaluations.map(({ answers }) => answers.hypotheses),
  };
  const wanted = place === 'any' ? Object.values(lists).flat() : lists[place];
  return wanted.map(lowered);
}

const loweredTexts = new WeakMap<readonly string[], readonly string[]>();

/** Most texts are in lower case already, and then no copy is made of them. */
function lowered(texts: readonly string[]): readonly string[] {
  let found = loweredTexts.get(texts);
  if (!found) loweredTexts.set(texts, (found = texts.map((text) => text.toLowerCase())));
  return found;
}

/** Whether a text, tokens joined by spaces, has a token. */
export function hasToken(text: string, token: string): boolean {
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
    const end = at + token.length;
    if ((at === 0 || text[at - 1] === ' ') && (end === text.length || text[end] === ' ')) return true;
  }
  return false;
}
