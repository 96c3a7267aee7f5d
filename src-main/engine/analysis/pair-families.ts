import type { Decoder } from '../../../src-shared/domain/run';

/** Places of runs whose differences are tested together: the second of each pair is held against its first. */
export type PairFamily = readonly (readonly [first: number, second: number])[];

/** Every place with every later one. */
export function everyPair(places: readonly number[]): PairFamily {
  return places.flatMap((first, at) => places.slice(at + 1).map((second) => [first, second] as const));
}

/**
 * Families of evaluations that differ in one thing: runs by each decoder, and the decoders of each run. Two runs by
 * different decoders say nothing about either.
 */
export function evaluationFamilies(
  evaluations: readonly { readonly id: string; readonly decoder: Decoder }[],
): readonly PairFamily[] {
  const places = evaluations.map((_, place) => place);
  const decoders = [...new Set(evaluations.map(({ decoder }) => decoder))];
  const runs = [...new Set(evaluations.map(({ id }) => id))];
  return [
    ...decoders.map((decoder) => everyPair(places.filter((place) => evaluations[place].decoder === decoder))),
    runs.flatMap((run) => everyPair(places.filter((place) => evaluations[place].id === run))),
  ].filter((family) => family.length > 0);
}
