import { FAILURE_CAUSES, OUTCOMES, TOKEN_CLASSES, ERROR_CATEGORIES } from '../../src-shared/domain/analysis';
import type {
  AnswerMemory,
  ExampleDetail,
  ExamplePage,
  ListedAnswer,
  ListedExample,
  ShownAnswer,
} from '../../src-shared/contract/requests/examples';
import type { RequestInput } from '../../src-shared/contract/channels';
import { UNKNOWN } from './answer-columns';
import type { HeldEvaluation, HeldPredictions, HeldSelection } from './held-predictions';
import { sortPositions, sortValue } from './order';
import { type SelectedExamples, selectExamples } from './select-examples';

type Query = RequestInput<'examples.query'>;
type Listed = Omit<Query, 'offset' | 'limit' | 'locate'>;

interface List {
  readonly key: string;
  readonly selection: HeldSelection;
  readonly selected: SelectedExamples;
  /** In the order of the list. */
  readonly positions: Int32Array;
}

/** Of a source in a list, which shows one line. */
const SNIPPET_CHARACTERS = 200;

/** Answers what windows ask of examples. The last list is kept, since it is read part by part. */
export class ExampleBrowser {
  private last: List | null = null;

  constructor(private readonly predictions: HeldPredictions) {}

  /** A part of a list, with what other choices would give. Throws as `list`. */
  query({ offset, limit, locate, ...listed }: Query): ExamplePage {
    const { selection, selected, positions } = this.list(listed);
    const value = sortValue(listed.sort, selection.evaluations);
    const located = locate === null ? -1 : positions.indexOf(locate);
    return {
      total: positions.length,
      of: selection.positions.length,
      rows: Array.from(positions.subarray(offset, offset + limit), (position) => ({
        ...listedExample(position, selection),
        value: finite(value(position)),
      })),
      located: located < 0 ? null : located,
      facets: selected.facets,
      conditions: selected.conditions,
      missing: selection.missing,
    };
  }

  /** All that is known of an example; null when none of the runs was asked it. */
  show({ index, ...key }: RequestInput<'examples.show'>): ExampleDetail | null {
    const { evaluations, favourites } = this.predictions.select(key);
    const asked = evaluations.filter(({ answers }) => answers.answered[index] === 1);
    if (asked.length === 0) return null;
    const { texts } = asked[0];
    return {
      index,
      source: texts.sources[index],
      reference: texts.references[index],
      docstringTokens: texts.lengths[index] < 0 ? null : texts.lengths[index],
      favourite: favourites.has(index),
      answers: asked.map((evaluation) => shownAnswer(index, evaluation, texts)),
    };
  }

  /**
   * All examples of a list, in its order, with the evaluations that they come from.
   * @throws UserError as `selectExamples` and `HeldPredictions.select`
   */
  list(listed: Listed): List {
    const { filter, sort } = listed;
    const selection = this.predictions.select(listed);
    const key = JSON.stringify([selection.version, filter, sort]);
    if (this.last?.key === key) return this.last;
    const selected = selectExamples(selection, filter);
    const value = sortValue(sort, selection.evaluations);
    const positions = sortPositions(selected.positions, value, sort.descending);
    this.last = { key, selection, selected, positions };
    return this.last;
  }
}

function listedExample(position: number, selection: HeldSelection): Omit<ListedExample, 'value'> {
  const { evaluations, favourites } = selection;
  const asked = evaluations.find(({ answers }) => answers.answered[position] === 1)!;
  return {
    index: position,
    source: asked.texts.sources[position].slice(0, SNIPPET_CHARACTERS),
    favourite: favourites.has(position),
    answers: evaluations.map((evaluation) => listedAnswer(position, evaluation)),
  };
}

function listedAnswer(position: number, { stored, answers }: HeldEvaluation): ListedAnswer {
  const isAnswered = answers.answered[position] === 1;
  return {
    run: stored.run,
    outcome: isAnswered ? OUTCOMES[answers.outcomes[position]] : null,
    bleu: isAnswered ? finite(answers.bleu[position]) : null,
  };
}

function shownAnswer(
  index: number,
  { stored, answers, texts, memory }: HeldEvaluation,
  shown: HeldEvaluation['texts'],
): ShownAnswer {
  const outcome = OUTCOMES[answers.outcomes[index]];
  const [source, reference] = [texts.sources[index], texts.references[index]];
  const isSame = source === shown.sources[index] && reference === shown.references[index];
  return {
    run: stored.run,
    hypothesis: answers.hypotheses[index],
    logProbability: answers.logProbability[index],
    referenceLogProbability: finite(answers.referenceLogProbability[index]),
    tokenAccuracy: answers.tokenAccuracy[index],
    exactMatch: outcome === 'correct',
    bleu: finite(answers.bleu[index]),
    repetition: finite(answers.repetition[index]),
    category: ERROR_CATEGORIES.find((category) => category === outcome) ?? null,
    divergence: answers.divergence[index] < 0 ? null : answers.divergence[index],
    divergenceClass: nameAt(TOKEN_CLASSES, answers.divergenceClass[index]),
    recovers: answers.recovers[index] === UNKNOWN ? null : answers.recovers[index] === 1,
    cause: nameAt(FAILURE_CAUSES, answers.causes[index]),
    memory: memory && answerMemory(index, memory.report),
    encodedOtherwise: isSame ? null : { source, reference },
  };
}

function answerMemory(
  index: number,
  { examples, nearDuplicates, verbatim }: NonNullable<HeldEvaluation['memory']>['report'],
): AnswerMemory {
  return {
    nearDuplicate: nearDuplicates.includes(index),
    verbatim: verbatim.includes(index),
    similarity: examples.find((example) => example.index === index)?.byHypothesis?.similarity ?? null,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function nameAt<Name>(names: readonly Name[], place: number): Name | null {
  return place === UNKNOWN ? null : names[place];
}
