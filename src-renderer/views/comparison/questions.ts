/** What a comparison asks for, and when it asks again. */
import type { Decoder } from '../../../src-shared/domain/run';
import type { ComparisonQuestion, DecoderQuestion } from '../../state/comparison.svelte';
import { type ComparisonChoices, evaluatedBy, type EvaluatedRun } from './evaluated';

/** Evaluations that are made again have another version, and so have those whose study has got another name. */
export function evaluationVersions(runs: readonly EvaluatedRun[]): readonly (string | number | null)[][] {
  return runs.map(({ study, evaluations: { greedy, beam } }) => [
    study.name,
    greedy?.epoch ?? null,
    greedy?.seconds ?? null,
    beam?.epoch ?? null,
    beam?.seconds ?? null,
  ]);
}

/** Null where no run was evaluated by both decoders. */
export function decoderQuestion(
  runs: readonly EvaluatedRun[],
  { split, scoring }: ComparisonChoices,
): { readonly question: DecoderQuestion; readonly versions: unknown } | null {
  const ids = runs.filter(({ evaluations: { greedy, beam } }) => greedy && beam).map(({ run }) => run.id);
  return ids.length === 0
    ? null
    : { question: { runs: ids, split, scoring }, versions: evaluationVersions(runs) };
}

/** Null where no run was evaluated by the decoder. A reference that was not is replaced by the first run that was. */
export function comparisonQuestion(
  runs: readonly EvaluatedRun[],
  { split, scoring, reference }: ComparisonChoices,
  decoder: Decoder,
): { readonly question: ComparisonQuestion; readonly versions: unknown } | null {
  const ids = evaluatedBy(runs, decoder).map(({ run }) => run.id);
  if (ids.length === 0) return null;
  const against = reference !== null && ids.includes(reference) ? reference : ids[0];
  return {
    question: { runs: ids, reference: against, split, decoder, scoring },
    versions: evaluationVersions(runs),
  };
}
