import type { ReferenceExample } from './reference-models';

/**
 * Pairs for the vocabularies of the toy reference models: an empty docstring (only `<SOS> <EOS>`), an empty target, equal
 * and different lengths in no order, repeated tokens, and more steps than the engine sums up at a time.
 */
export const TOY_EXAMPLES: readonly ReferenceExample[] = [
  { source: [1, 4, 6, 3, 5, 2], target: [1, 5, 8, 4, 4, 6, 7, 3, 5, 5, 8, 4, 2] },
  { source: [1, 2], target: [1, 7, 8, 2] },
  { source: [1, 5, 5, 2], target: [1, 2] },
  { source: [1, 6, 4, 2], target: [1, 6, 3, 3, 7, 4, 8, 5, 6, 7, 8, 3, 2] },
  { source: [1, 3, 5, 4, 4, 6, 2], target: [1, 8, 4, 2] },
];

/** Whether each step of the longest target reads the true token; the first entry is without meaning. */
export const TEACHER_FORCED: readonly boolean[] = new Array<boolean>(12).fill(true);
export const FREE_RUNNING: readonly boolean[] = new Array<boolean>(12).fill(false);
export const MIXED: readonly boolean[] = [
  true,
  true,
  false,
  true,
  false,
  false,
  true,
  true,
  false,
  true,
  true,
  false,
];
