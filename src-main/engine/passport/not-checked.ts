import type { PassportContent } from '../../../src-shared/domain/passport';
import type { VerifiedItem } from '../../../src-shared/domain/verification';

/**
 * What `compareContent` cannot look at, since it is not known. Tokenizers and split are not among it: without those of a
 * run, the data give them.
 */
export function contentNotChecked(
  { evaluations, interventions }: PassportContent,
  known: Partial<PassportContent>,
  reason: string,
): VerifiedItem[] {
  const names = [
    !known.run && 'architecture',
    !known.configuration && 'settings',
    !known.checkpoint && 'weights',
    known.environment === undefined && 'recorded environment',
    !known.epochs && 'recorded losses',
    interventions !== undefined && !known.interventions && 'interventions',
    ...(known.evaluations
      ? []
      : evaluations.map(({ split, decoder }) => `recorded evaluation: ${split}, ${decoder}`)),
  ].filter((name) => name !== false);
  return notChecked(names, reason);
}

/** What nobody can look at without weights that can be decoded with. */
export function answersNotChecked({ evaluations }: PassportContent, reason: string): VerifiedItem[] {
  const names = evaluations.flatMap(({ split, decoder }) =>
    ['predictions', 'log-probabilities', 'perplexity'].map((what) => `${what}: ${split}, ${decoder}`),
  );
  return notChecked(['validation losses', ...names], reason);
}

function notChecked(names: readonly string[], reason: string): VerifiedItem[] {
  return names.map((name) => ({ name, agreement: 'not-checked', detail: reason }));
}
