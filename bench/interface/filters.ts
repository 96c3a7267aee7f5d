import type { Page } from '@playwright/test';
import type { RequestInput } from '../../src-shared/contract/channels';
import { SPLIT_ORDER } from '../../src-shared/domain/example-sort';
import { median } from '../report/statistics';
import { startApplication } from './application';

type Question = Pick<RequestInput<'examples.query'>, 'filter'> & Partial<RequestInput<'examples.query'>>;

export interface FilterTimes {
  /** Reading the predictions of all runs, once. */
  readonly firstMilliseconds: number;
  /** From the request of the window to the answer, medians by question. */
  readonly medians: Readonly<Record<string, number>>;
}

/** Filters the examples of some runs as the window does, in its page. */
export async function timeFilters(
  home: string,
  runs: readonly string[],
  rounds: number,
): Promise<FilterTimes> {
  const { page, end } = await startApplication(home);
  try {
    const firstMilliseconds = await timeAnswer(page, runs, { filter: {} });
    const medians: Record<string, number> = {};
    for (const [name, question] of Object.entries(questionsOf(runs))) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        // Another question in between: the same one again might be remembered.
        await timeAnswer(page, runs, { filter: { favourite: true } });
        times.push(await timeAnswer(page, runs, question));
      }
      medians[name] = median(times);
    }
    return { firstMilliseconds, medians };
  } finally {
    await end();
  }
}

function timeAnswer(page: Page, runs: readonly string[], question: Question): Promise<number> {
  return page.evaluate(
    async (input) => {
      const started = performance.now();
      const answer = await window.unroll.request('examples.query', input);
      if (!answer.ok) throw new Error(answer.error.message);
      return performance.now() - started;
    },
    {
      runs: [...runs],
      split: 'test' as const,
      decoder: 'greedy' as const,
      sort: SPLIT_ORDER,
      offset: 0,
      limit: 100,
      locate: null,
      ...question,
    },
  );
}

function questionsOf([first, second]: readonly string[]): Record<string, Question> {
  return {
    'all examples': { filter: {} },
    'a category': { filter: { outcomes: [{ run: first, outcomes: ['wrong-operators'] }] } },
    'a text': { filter: { text: 'return self . name' } },
    'a token': { filter: { token: 'yield' } },
    'a regular expression': { filter: { text: 'for \\S+ in .* return', regularExpression: true } },
    'agreement and length': { filter: { agreement: 'different', lengths: ['[20,30)', '50+'] } },
    'a score range, sorted by score difference': {
      filter: { score: { run: first, low: 10, high: 60 } },
      sort: { by: 'difference', runs: [first, second], descending: true },
    },
  };
}
