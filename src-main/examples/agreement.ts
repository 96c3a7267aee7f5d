import { type Agreement, AGREEMENTS } from '../../src-shared/domain/example-filter';
import { CORRECT } from './answer-columns';
import type { HeldEvaluation } from './held-predictions';

/**
 * How the answers to an example agree: a bit for each of `AGREEMENTS`. Of runs that were not asked it nothing is expected.
 */
export function agreementBits(position: number, evaluations: readonly HeldEvaluation[]): number {
  let answers = 0;
  let correct = 0;
  let first: string | undefined;
  let same = true;
  for (const { answers: columns } of evaluations) {
    if (columns.answered[position] !== 1) continue;
    const hypothesis = columns.hypotheses[position];
    answers += 1;
    first ??= hypothesis;
    if (columns.outcomes[position] === CORRECT) correct += 1;
    if (same && hypothesis !== first) same = false;
  }
  return (
    (same ? bitOf('all-same') : bitOf('different')) |
    (correct === answers ? bitOf('all-correct') : 0) |
    (correct === 1 ? bitOf('one-correct') : 0) |
    (correct === 0 ? bitOf('none-correct') : 0)
  );
}

/** The bit of an agreement. */
export function bitOf(agreement: Agreement): number {
  return 1 << AGREEMENTS.indexOf(agreement);
}
