/** Links from figures of a comparison to the examples behind them. */
import type { LengthBin, Outcome, TokenClass } from '../../../src-shared/domain/analysis';
import type { SplitName } from '../../../src-shared/domain/data';
import { type ExampleFilter, formatExampleFilter } from '../../../src-shared/domain/example-filter';
import type { DifferenceBin } from '../../../src-shared/domain/run-comparison';
import type { Decoder } from '../../../src-shared/domain/run';
import type { ChosenRun } from '../../state/chosen-runs';
import { pageLink, type Query, studyLink } from '../../state/routes';

/** Whose examples are shown. */
export interface Evaluations {
  readonly chosen: readonly ChosenRun[];
  readonly split: SplitName;
  readonly decoder: Decoder;
}

/** A door to examples of all compared runs: within their study where they are all of its runs. */
export function examplesLink(of: Evaluations, filter: ExampleFilter = {}, sort = ''): string {
  const query = withoutEmpty({ ...commonQuery(of), ...formatExampleFilter(filter), sort });
  const { study } = of.chosen[0];
  const ids = new Set(of.chosen.map(({ run }) => run.id));
  if (ids.size === study.runs.length && study.runs.every(({ id }) => ids.has(id)))
    return studyLink(study.id, 'examples', query);
  return pageLink('examples', { runs: [...ids].join(','), ...query });
}

/** A door to examples of one run alone, for conditions that hold when any of the shown runs fulfils them. */
export function examplesOfRunLink(of: Evaluations, run: string, filter: ExampleFilter): string {
  const query = withoutEmpty({ ...commonQuery(of), ...formatExampleFilter(filter) });
  return pageLink('examples', { runs: run, ...query });
}

/** Examples by a run's own scores, the best first. */
export function scoresLink(of: Evaluations, run: string): string {
  return examplesLink(besides(of, run), {}, `score:${run}`);
}

export function outcomeLink(of: Evaluations, run: string, ...outcomes: readonly Outcome[]): string {
  return examplesLink(besides(of, run), { outcomes: [{ run, outcomes }] });
}

export function lengthLink(of: Evaluations, run: string, bin: LengthBin): string {
  return examplesLink(besides(of, run), { lengths: [bin] });
}

/** Examples that ended in one way with the first run and in another with the second. */
export function transitionLink(
  of: Evaluations,
  [first, from]: readonly [string, Outcome],
  [second, to]: readonly [string, Outcome],
): string {
  return examplesLink(of, {
    outcomes: [
      { run: first, outcomes: [from] },
      { run: second, outcomes: [to] },
    ],
  });
}

/** Examples on which a run scores higher than another, the greatest gain first. */
export function betterLink(of: Evaluations, run: string, than: string): string {
  return examplesLink(of, { better: { run, than } }, `difference:${run},${than}`);
}

/** Examples in a bin of the differences between a run's BLEU and another's, the greatest difference first. */
export function differenceLink(
  of: Evaluations,
  run: string,
  than: string,
  { low, high }: Pick<DifferenceBin, 'low' | 'high'>,
): string {
  const filter = { difference: { run, than, low, high } };
  return low < 0
    ? examplesLink(of, filter, `difference:${than},${run}`)
    : examplesLink(of, filter, `difference:${run},${than}`);
}

/** Examples of a run that missed a token of that class first; those that this one token would have mended. */
export function missedLink(of: Evaluations, run: string, missed: TokenClass, mended: boolean): string {
  return examplesOfRunLink(of, run, mended ? { missed, oneTokenAway: true } : { missed });
}

/** Those whose examples can be shown beside a run's: all where they have the same split, else the run alone. */
function besides(of: Evaluations, run: string): Evaluations {
  const splits = new Set(of.chosen.map(({ study }) => study.split?.hash));
  return splits.size === 1 ? of : { ...of, chosen: of.chosen.filter((each) => each.run.id === run) };
}

function commonQuery({ split, decoder }: Evaluations): Query {
  return { split: split === 'test' ? '' : split, decoder };
}

function withoutEmpty(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}
