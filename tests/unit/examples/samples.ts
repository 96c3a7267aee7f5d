import { exampleAnswers } from '../../../src-main/examples/questions';
import { firstDivergence } from '../../../src-main/engine/analysis/divergence';
import { errorCategory } from '../../../src-main/engine/analysis/error-categories';
import { sentenceBleu } from '../../../src-main/engine/evaluation/bleu';
import type { RequestInput } from '../../../src-shared/contract/channels';
import { SPLIT_ORDER } from '../../../src-shared/domain/example-sort';
import type { PredictionRecord } from '../../../src-shared/domain/run';
import { evaluation, newStudy, prediction, temporaryHistory } from '../history/samples';

export interface SampleExample {
  readonly source: string;
  readonly reference: string;
  readonly tokens?: number;
}

/** What an evaluation records of an answer. */
export function recordOf(index: number, example: SampleExample, hypothesis: string): PredictionRecord {
  const lists = [hypothesis.split(' ').filter(Boolean), example.reference.split(' ')] as const;
  const category = errorCategory(...lists);
  return {
    ...prediction(index, hypothesis),
    source: example.source,
    reference: example.reference,
    docstringTokens: example.tokens ?? example.source.split(' ').length,
    exactMatch: category === null,
    bleu: sentenceBleu(...lists).score,
    category,
    divergence: firstDivergence(...lists),
    ...(category === null && { divergenceClass: null, recovers: null, cause: null }),
  };
}

/** A history with runs that answered examples, and what is asked of it. */
export function browsed(examples: readonly SampleExample[], answers: readonly (readonly string[])[]) {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  const runs = study.runs.slice(0, answers.length);
  const record = (place: number, hypotheses: readonly string[]) =>
    history.predictions.record(
      study.id,
      evaluation(runs[place]),
      hypotheses.map((hypothesis, index) => recordOf(index, examples[index], hypothesis)),
    );
  answers.forEach((hypotheses, place) => record(place, hypotheses));
  const asked = exampleAnswers(history.home.database);
  const key = { runs: runs.map(({ id }) => id), split: 'test', decoder: 'greedy' } as const;
  const query = (changes: Partial<RequestInput<'examples.query'>> = {}) =>
    asked.query({ ...key, filter: {}, sort: SPLIT_ORDER, offset: 0, limit: 100, locate: null, ...changes });
  const indices = (filter: RequestInput<'examples.query'>['filter']) =>
    query({ filter }).rows.map(({ index }) => index);
  return { history, study, runs: key.runs, key, asked, query, indices, record };
}
