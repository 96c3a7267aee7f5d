import { decimal } from '../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { machineText } from '../report/machine';
import { markdownTable, type Cell } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median, medianRatio } from '../report/statistics';
import { CONTESTANT_TITLES, CONTESTANTS, type ContestantName } from './contestants';
import type { ContestantResult, RaceResult } from './race';

/** Largest difference of the first losses that rounding explains. */
const SAME_LOSS = 1e-4;

/** The table of a race, whether all computed the same, and what did not go well. */
export function raceMarkdown({ architecture, results, otherLoadCores }: RaceResult): string {
  const rows = CONTESTANTS.flatMap((name) => {
    const result = results[name];
    return result ? [[CONTESTANT_TITLES[name], ...timesOf(result, results.ours, results.expert)]] : [];
  });
  const titles = [
    'seconds per step',
    'median',
    'minimum',
    'times Unroll',
    'times expert',
    'steps',
    'parameters',
  ];
  const problems = CONTESTANTS.flatMap((name) => results[name]?.problem ?? []);
  return [
    `### ${ARCHITECTURE_TITLES[architecture]}`,
    markdownTable(titles, rows),
    sameLossLine(results),
    ...loadWarning(otherLoadCores),
    ...problems.map((problem) => `Did not finish: ${problem}`),
  ].join('\n\n');
}

/** All races one below the other, then what they ran on. */
export function racesMarkdown(races: readonly RaceResult[]): string {
  const [{ machine }] = races;
  const versions = new Map<ContestantName, string>();
  for (const { results } of races)
    for (const name of CONTESTANTS) {
      const found = results[name]?.versions;
      if (found) versions.set(name, versionText(found));
    }
  const software = [...versions].map(([name, text]) => `${CONTESTANT_TITLES[name]}: ${text}`);
  return [...races.map(raceMarkdown), `${machineText(machine)} ${software.join('; ')}.`].join('\n\n');
}

function versionText(versions: NonNullable<ContestantResult['versions']>): string {
  return Object.entries(versions)
    .filter(([name]) => name !== 'parameters')
    .map(([name, value]) => (name === 'threads' ? `${value} threads` : `${name} ${value}`))
    .join(', ');
}

function timesOf(result: ContestantResult, ours?: ContestantResult, expert?: ContestantResult): Cell[] {
  const { seconds, versions } = result;
  const parameters = versions?.parameters.toLocaleString('en-GB') ?? null;
  if (seconds.length === 0) return [null, null, null, null, 0, parameters];
  return [
    decimal(median(seconds), 3),
    decimal(Math.min(...seconds), 3),
    decimal(ratio(seconds, ours)),
    decimal(ratio(seconds, expert)),
    seconds.length,
    parameters,
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
