/** The curves of one run while they grow: bounded in memory, in order, without repeats. */
import type { EpochRecord, StepRecord } from '../../src-shared/domain/run';

/** Steps asked of the history for one run. */
export const INITIAL_STEPS = 2000;
/** A curve that grew past this is thinned to half. */
const MOST_STEPS = 6000;

export interface CurveBuffer {
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
}

export const EMPTY_CURVES: CurveBuffer = { steps: [], epochs: [] };

/** Adds records to a curve. A run that resumed repeats steps after its checkpoint: the repeated ones replace the old. */
export function extendCurves(
  buffer: CurveBuffer,
  added: { readonly steps: readonly StepRecord[]; readonly epochs: readonly EpochRecord[] },
): CurveBuffer {
  const steps = replaceTail(buffer.steps, added.steps, (record) => record.step);
  return {
    steps: steps.length > MOST_STEPS ? thin(steps) : steps,
    epochs: replaceTail(buffer.epochs, added.epochs, (record) => record.epoch),
  };
}

function replaceTail<Item>(
  items: readonly Item[],
  added: readonly Item[],
  position: (item: Item) => number,
): readonly Item[] {
  const [first] = added;
  if (first === undefined) return items;
  const start = position(first);
  const last = items.at(-1);
  const kept = last && position(last) >= start ? items.filter((item) => position(item) < start) : items;
  return [...kept, ...added];
}

/** Every second record; the first and the last stay. */
function thin<Item>(items: readonly Item[]): readonly Item[] {
  return items.filter((_, index) => index % 2 === 0 || index === items.length - 1);
}
