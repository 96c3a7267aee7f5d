import { whole } from '../../src-main/cli/table';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median } from '../report/statistics';
import type { AnswersResult, AnswerTimes } from './answers-benchmark';

/** What an answer may take of one model, in milliseconds. */
const WANTED = { median: 150, longest: 300 } as const;

export function answersMarkdown([result]: readonly AnswersResult[]): string {
  const titles = ['from the hand to the drawn answer', 'median (ms)', 'longest (ms)', 'answers'];
  return [
    markdownTable(titles, result.times.flatMap(rowsOf)),
    `Wanted of one model: a median below ${WANTED.median} ms and none above ${WANTED.longest} ms.`,
    ...loadWarning(result.otherLoadCores),
    machineText(result.machine),
  ].join('\n\n');
}

function rowsOf({ sizes, masking, overtaking, typing }: AnswerTimes) {
  const of = `${whole(sizes.hidden)} units, vocabulary of ${whole(sizes.vocabulary)}`;
  const row = (what: string, times: readonly number[]) => [
    `${of}: ${what}`,
    whole(Math.round(median(times))),
    whole(Math.round(Math.max(...times))),
    whole(times.length),
  ];
  return [
    row('a source token masked', masking),
    row('the last of three masked within 60 ms', overtaking),
    row('a word typed, answered by all three models', typing),
  ];
}
