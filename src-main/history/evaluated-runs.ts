import type { RunPredictions } from '../../src-shared/domain/analysis';
import type { SplitName } from '../../src-shared/domain/data';
import { UserError } from '../../src-shared/domain/errors';
import type { Decoder, EvaluationSummary, Run } from '../../src-shared/domain/run';
import { whyNotEvaluate } from './abilities';
import type { History } from './history';
import { runName } from './resolve';

/** An evaluation as a comparison needs it. `run` names it apart from all others of the comparison. */
export interface EvaluatedRun extends RunPredictions {
  readonly id: string;
  readonly summary: EvaluationSummary;
}

/**
 * The stored evaluations of runs on a split, by every decoder that is asked for: run after run.
 * @throws UserError that says what to run where one is missing.
 */
export function evaluatedRuns(
  history: History,
  runs: readonly Run[],
  split: SplitName,
  decoders: readonly Decoder[],
): EvaluatedRun[] {
  const found = evaluationsOf(history, runs, split, decoders);
  const titles = titlesOf(history, found, decoders.length > 1);
  return found.map(({ run, decoder, summary }, index) => {
    const rows = history.studies.exampleHashes(run.study, split);
    const predictions = history.predictions.ofRun(run.id, split, decoder);
    return {
      run: titles[index],
      id: run.id,
      summary,
      predictions: predictions.map((prediction) => ({ ...prediction, row: rows[prediction.index] ?? null })),
    };
  });
}

/** Which evaluations those are, without their predictions. Throws as `evaluatedRuns` does. */
export function evaluationsOf(
  history: History,
  runs: readonly Run[],
  split: SplitName,
  decoders: readonly Decoder[],
): (Wanted & { readonly summary: EvaluationSummary })[] {
  const wanted = runs.flatMap((run) => decoders.map((decoder) => ({ run, decoder })));
  const found = wanted.flatMap(({ run, decoder }) => {
    const isIt = (evaluation: EvaluationSummary) =>
      evaluation.split === split && evaluation.decoder === decoder;
    const summary = run.evaluations.find(isIt);
    return summary ? { run, decoder, summary } : [];
  });
  if (found.length === wanted.length) return found;
  const missing = wanted.filter(
    ({ run, decoder }) => !found.some((other) => other.run === run && other.decoder === decoder),
  );
  throw new UserError(explainMissing(history, missing, split));
}

interface Wanted {
  readonly run: Run;
  readonly decoder: Decoder;
}

/** Names of runs, with their decoder where there are several, and with their id where a name stands for two runs. */
function titlesOf(history: History, wanted: readonly Wanted[], severalDecoders: boolean): string[] {
  const names = wanted.map(
    ({ run, decoder }) => nameOf(history, run) + (severalDecoders ? `, ${decoder}` : ''),
  );
  return names.map((name, index) => {
    const isShared = names.some((other, place) => other === name && place !== index);
    return isShared ? `${name} (${wanted[index].run.id})` : name;
  });
}

function nameOf(history: History, run: Run): string {
  return runName(history.studies.find(run.study)!, run);
}

function explainMissing(history: History, missing: readonly Wanted[], split: SplitName): string {
  const hindrances = new Set(missing.map(({ run }) => run.origin && whyNotEvaluate(history, run)));
  const [hindrance] = [...hindrances].filter((why) => why !== null);
  if (hindrance !== undefined) return hindrance;
  const facts = missing.map(
    ({ run, decoder }) => `${nameOf(history, run)} has no ${decoder} evaluation of its ${split} split`,
  );
  const remedies = [...new Set(missing.map((wanted) => remedyOf(history, wanted, split)))];
  return `${facts.join(', ')}; run: ${remedies.join(' && ')}`;
}

/** A run without a checkpoint must be trained before it can be evaluated. */
function remedyOf(history: History, { run, decoder }: Wanted, split: SplitName): string {
  const hasCheckpoint = history.runs.hasArtefact(run.id, 'best-checkpoint');
  return hasCheckpoint
    ? `unroll evaluate ${run.id} --split ${split} --decoder ${decoder}`
    : `unroll resume ${run.id}`;
}
