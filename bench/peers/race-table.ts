import { decimal, formatTable } from '../../src-main/cli/table';
import { median, medianRatio } from '../report/statistics';
import { CONTESTANT_TITLES, CONTESTANTS } from './contestants';
import type { ContestantResult, RaceResult } from './race';

/** Largest difference of the first losses that rounding explains. */
const SAME_LOSS = 1e-4;

/** Times of one race, how many times as long as ours and as the expert's each took, and whether all computed the same. */
export function raceText({ architecture, results }: RaceResult): string {
  const rows = CONTESTANTS.flatMap((name) => {
    const result = results[name];
    return result ? [[CONTESTANT_TITLES[name], ...timesOf(result, results.ours, results.expert)]] : [];
  });
  const problems = CONTESTANTS.flatMap((name) => results[name]?.problem ?? []);
  return [
    `${architecture}, seconds per step`,
    formatTable(['', 'median', 'minimum', 'times ours', 'times expert', 'rounds'], rows),
    sameLossLine(results),
    ...problems.map((problem) => `Did not finish: ${problem}`),
  ].join('\n');
}

function timesOf(result: ContestantResult, ours?: ContestantResult, expert?: ContestantResult) {
  const { seconds } = result;
  if (seconds.length === 0) return [null, null, null, null, 0];
  return [
    decimal(median(seconds), 3),
    decimal(Math.min(...seconds), 3),
    decimal(ratio(seconds, ours)),
    decimal(ratio(seconds, expert)),
    seconds.length,
  ];
}

function ratio(seconds: readonly number[], to?: ContestantResult): number | null {
  if (!to) return null;
  // One that broke off has fewer rounds; both sides are compared over the rounds that both ran.
  const rounds = Math.min(seconds.length, to.seconds.length);
  return rounds === 0 ? null : medianRatio(seconds.slice(0, rounds), to.seconds.slice(0, rounds));
}

/** `same loss: yes, 8.517193 / 8.517193`. */
export function sameLossLine(results: RaceResult['results']): string {
  const losses = CONTESTANTS.flatMap((name) => results[name]?.firstLoss ?? []);
  const spread = Math.max(...losses) - Math.min(...losses);
  const same = losses.length > 0 && spread <= SAME_LOSS;
  return `same loss: ${same ? 'yes' : 'NO'}, ${losses.map((loss) => loss.toFixed(6)).join(' / ')}`;
}
