/** Chosen runs with their evaluations of one split. Pure, so that views and tests share it. */
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import { DECODERS, type Decoder, type EvaluationSummary } from '../../../src-shared/domain/run';
import { type Scoring, SCORINGS } from '../../../src-shared/domain/run-comparison';
import type { WholeRun } from '../../state/chosen-runs';
import type { Query } from '../../state/routes';

export interface EvaluatedRun extends WholeRun {
  readonly evaluations: Readonly<Record<Decoder, EvaluationSummary | null>>;
}

/** A run with its evaluation by one decoder. */
export interface Evaluated extends WholeRun {
  readonly evaluation: EvaluationSummary;
}

/** What of a comparison is looked at, as its link says. */
export interface ComparisonChoices {
  readonly split: SplitName;
  /** Of charts and of pairs; the table has both. */
  readonly decoder: Decoder;
  readonly scoring: Scoring;
  /** Id of the run that others are compared with; null where none is evaluated. */
  readonly reference: string | null;
  /** The other run of a pair that is looked at closely; null where there is none. */
  readonly other: string | null;
}

export function evaluatedOn(chosen: readonly WholeRun[], split: SplitName): EvaluatedRun[] {
  return chosen.map((each) => {
    const by = (decoder: Decoder) =>
      each.run.evaluations.find((found) => found.split === split && found.decoder === decoder) ?? null;
    return { ...each, evaluations: { greedy: by('greedy'), beam: by('beam') } };
  });
}

/** Those that were evaluated by a decoder. */
export function evaluatedBy(runs: readonly EvaluatedRun[], decoder: Decoder): Evaluated[] {
  return runs.flatMap(({ evaluations, ...each }) => {
    const evaluation = evaluations[decoder];
    return evaluation ? [{ ...each, evaluation }] : [];
  });
}

/** What a link does not say, or says of runs that are not there, is chosen so that there is something to see. */
export function choicesOf(query: Query, chosen: readonly WholeRun[]): ComparisonChoices {
  const split = SPLIT_NAMES.find((name) => name === query.split) ?? 'test';
  const runs = evaluatedOn(chosen, split);
  const decoder =
    DECODERS.find((name) => name === query.decoder) ??
    DECODERS.find((name) => evaluatedBy(runs, name).length > 0) ??
    'greedy';
  const ids = evaluatedBy(runs, decoder).map(({ run }) => run.id);
  const reference = ids.find((id) => id === query.reference) ?? ids[0] ?? null;
  const others = ids.filter((id) => id !== reference);
  return {
    split,
    decoder,
    scoring: SCORINGS.find((name) => name === query.scoring) ?? 'ours',
    reference,
    other: others.find((id) => id === query.other) ?? others.at(-1) ?? null,
  };
}

/** Decoders by which a run can still be evaluated. */
export function missingDecoders({ evaluations }: EvaluatedRun): readonly Decoder[] {
  return DECODERS.filter((decoder) => evaluations[decoder] === null);
}

/** Whether a run has weights to be evaluated with, and nobody is about to do so: training ends with an evaluation. */
export function canBeEvaluated({ run }: WholeRun): boolean {
  if (['running', 'queued', 'paused'].includes(run.state)) return false;
  return run.origin === null ? run.bestEpoch !== null : run.origin.weights !== null;
}

/** A mismatch without the examples that show it: `A and B were not evaluated on the same examples … 300 of 300 differ.` */
export function mismatchInShort(mismatch: string): string {
  const [sentences] = mismatch.split(/ differ: /);
  return sentences === mismatch ? mismatch : `${sentences} differ.`;
}
