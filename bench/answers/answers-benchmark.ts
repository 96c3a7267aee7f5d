import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { startApplication } from '../interface/application';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { SPECIFIED_SIZES, type StepSizes } from '../workload/sizes';
import { type AnsweringRuns, answeringHome, longestText } from './answering-home';

export interface AnswersOptions {
  readonly rounds: number;
}

/** Milliseconds from the hand to the drawn answer, one by one. */
export interface AnswerTimes {
  readonly sizes: StepSizes;
  /** A source token of the attention view is masked. */
  readonly masking: readonly number[];
  /** The same while the answer to an earlier masking is computed. */
  readonly overtaking: readonly number[];
  /** A word is typed in the playground, which all three models answer. */
  readonly typing: readonly number[];
}

export interface AnswersResult {
  readonly machine: Machine;
  readonly otherLoadCores: number | null;
  readonly times: readonly AnswerTimes[];
}

const SMALL_SIZES: StepSizes = { ...SPECIFIED_SIZES, vocabulary: 1000, hidden: 64 };

/** Asks the real application, with models that answer as long as they can to sources as long as they can be. */
export async function answersBenchmark(
  { rounds }: AnswersOptions,
  progress: Progress,
): Promise<AnswersResult> {
  const load = new OtherLoad();
  const times: AnswerTimes[] = [];
  for (const sizes of [SMALL_SIZES, SPECIFIED_SIZES]) {
    const home = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
    try {
      progress(`making models of ${sizes.hidden} units`);
      const runs = await answeringHome(home, sizes);
      const measured = await timesIn(home, runs, sizes, rounds);
      times.push(measured);
      for (const what of ['masking', 'overtaking', 'typing'] as const)
        progress(`${what}: ${measured[what].map(Math.round).join(' ')} ms`);
    } finally {
      rmSync(home, { recursive: true, force: true, maxRetries: 10 });
    }
  }
  return { machine: describeMachine(), otherLoadCores: load.cores(), times };
}

async function timesIn(
  home: string,
  runs: AnsweringRuns,
  sizes: StepSizes,
  rounds: number,
): Promise<AnswerTimes> {
  const { page, end } = await startApplication(home);
  try {
    const text = encodeURIComponent(longestText(sizes));
    await open(page, `#/attention?runs=${runs['lstm-attention']}&text=${text}`);
    const source = page.getByRole('group', { name: 'Source', exact: true });
    await source.getByRole('button').first().waitFor({ timeout: 60_000 });
    const masking = await repeat(rounds, (round) => timeMasking(page, [round]));
    const overtaking = await repeat(rounds, (round) => timeMasking(page, [round, round + 1, round + 2]));
    await open(page, `#/playground?runs=${ARCHITECTURES.map((name) => runs[name]).join(',')}&text=${text}`);
    await page.locator('article .body[aria-busy="false"]').nth(2).waitFor({ timeout: 60_000 });
    const typing = await repeat(rounds, (round) => timeTyping(page, ` token${round}`));
    return { sizes, masking, overtaking, typing };
  } finally {
    await end();
  }
}

function open(page: Page, hash: string): Promise<unknown> {
  return page.evaluate((hash) => (location.hash = hash), hash);
}

async function repeat(rounds: number, time: (round: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  // The first answer is not like the others: what it needs is laid out for it.
  for (let round = 0; round <= rounds; round++) {
    const milliseconds = await time(round);
    if (round > 0) times.push(milliseconds);
  }
  return times;
}

/** From the click on the last of these source tokens, one every 30 ms, to its drawn answer; they are restored afterwards. */
function timeMasking(page: Page, places: readonly number[]): Promise<number> {
  return page.evaluate(async (places) => {
    const tokens = () => document.querySelectorAll<HTMLElement>('[aria-label="Source"] button');
    const isBusy = () => document.querySelector('.answer')?.getAttribute('aria-busy') !== 'false';
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
    let clickedAt = 0;
    for (const [turn, place] of places.entries()) {
      if (turn > 0) await pause();
      clickedAt = performance.now();
      tokens()[place].click();
    }
    // Answers take longer than a frame.
    for (const awaited of [true, false])
      while (isBusy() !== awaited) {
        if (performance.now() > clickedAt + 10_000) throw new Error('The masked source is not answered');
        await frame();
      }
    await frame();
    const milliseconds = performance.now() - clickedAt;
    for (const place of places) {
      tokens()[place].click();
      await frame();
    }
    while (document.querySelector('[aria-label="Edits of the source"]')) await frame();
    await pause();
    return milliseconds;
  }, places);
}

/** From the last letter to the moment when all models have answered, drawn; the text is as before afterwards. */
async function timeTyping(page: Page, word: string): Promise<number> {
  return page.evaluate(async (word) => {
    const input = document.querySelector<HTMLTextAreaElement>('textarea')!;
    const isBusy = () => document.querySelector('article .body[aria-busy="true"]') !== null;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const write = (text: string) => {
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const settled = async () => {
      const since = performance.now();
      for (const awaited of [true, false])
        while (isBusy() !== awaited) {
          if (performance.now() > since + 10_000) throw new Error('The text is not answered');
          await frame();
        }
      await frame();
    };
    const before = input.value;
    // In front, since what is behind the longest source is not read.
    const startedAt = performance.now();
    write(`${word} ${before}`);
    await settled();
    const milliseconds = performance.now() - startedAt;
    write(before);
    await settled();
    return milliseconds;
  }, word);
}
