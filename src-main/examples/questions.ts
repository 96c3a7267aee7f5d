import type { ExampleQuestion, ExampleQuestions } from '../../src-shared/contract/example-thread';
import { SPLIT_ORDER } from '../../src-shared/domain/example-sort';
import { ExampleReader } from '../history';
import { ExampleBrowser } from './browser';
import { HeldPredictions } from './held-predictions';
import { listedText } from './listed-table';
import { sliceMetrics, sliceSignificance } from './slice-metrics';

/** A function for each question. They throw UserErrors for what a person can mend. */
export type ExampleAnswers = {
  readonly [Name in ExampleQuestion]: (
    input: ExampleQuestions[Name]['input'],
  ) => ExampleQuestions[Name]['answer'];
};

/** What answers questions about the evaluations of a database. */
export function exampleAnswers(database: string): ExampleAnswers {
  const predictions = new HeldPredictions(new ExampleReader(database));
  const browser = new ExampleBrowser(predictions);
  return {
    query: (input) => browser.query(input),
    show: (input) => browser.show(input),
    positions: (input) => browser.list({ ...input, sort: SPLIT_ORDER }).positions,
    metrics: (input) => sliceMetrics(predictions, input),
    significance: (input) => sliceSignificance(predictions, input),
    text: ({ titles, format, ...input }) => {
      const { selection, positions } = browser.list(input);
      const titleOf = (run: string) => titles[input.runs.indexOf(run)];
      return listedText({ title: input.name, titleOf }, selection, positions, format);
    },
  };
}
