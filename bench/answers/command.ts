import { benchmark } from '../benchmark';
import { wholeNumber } from '../options';
import { answersBenchmark, type AnswersOptions, type AnswersResult } from './answers-benchmark';
import { answersMarkdown } from './answers-report';

/** How fast models answer who masks tokens and types. */
export const answers = benchmark<AnswersOptions, AnswersResult>({
  name: 'answers',
  description: 'how fast models answer in the attention view and the playground',
  addOptions: (command) => command.option('--rounds <count>', 'answers of each kind', wholeNumber(1), 20),
  measure: async (options, progress) => [await answersBenchmark(options, progress)],
  markdown: answersMarkdown,
});
