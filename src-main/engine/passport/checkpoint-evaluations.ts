import { UserError } from '../../../src-shared/domain/errors';
import type { RecordedEvaluation, RecordedPassport } from '../../../src-shared/domain/passport';

/**
 * The evaluations of a run that its best checkpoint's weights gave, and a notice naming the others: a run that was
 * evaluated, resumed and stopped keeps evaluations of weights that it no longer has. A checkpoint without an epoch is
 * from elsewhere and was never replaced.
 * @throws UserError when the run was evaluated, but never with these weights.
 */
export function evaluationsOfCheckpoint(
  { run, evaluations }: Pick<RecordedPassport, 'run' | 'evaluations'>,
  epoch: number | null,
): { readonly evaluations: readonly RecordedEvaluation[]; readonly notice: string | null } {
  const older = evaluations.filter((evaluation) => epoch !== null && evaluation.epoch !== epoch);
  if (older.length === 0) return { evaluations, notice: null };
  const named = older.map(
    (evaluation) => `${evaluation.split}, ${evaluation.decoder} (epoch ${evaluation.epoch})`,
  );
  const others = `${named.join('; ')}, while the best checkpoint is of epoch ${epoch}`;
  const remedy = `unroll evaluate ${run.id}`;
  if (older.length === evaluations.length)
    throw new UserError(
      `Run ${run.id} (${run.architecture}) was evaluated with older weights only: ${others}; evaluate it again first: ${remedy}`,
    );
  return {
    evaluations: evaluations.filter((evaluation) => !older.includes(evaluation)),
    notice: `Left out, since older weights gave them: ${others}; to have them, evaluate again (${remedy}) and write the passport anew`,
  };
}
