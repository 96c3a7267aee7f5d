import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import { advancing, type Work } from '../work';

/** The parts of a split, whatever they hold of each example. */
type Parts = Readonly<Record<SplitName, { readonly length: number }>>;

/** How many examples the parts of a split have together. */
export function exampleCount(parts: Parts): number {
  return SPLIT_NAMES.reduce((sum, name) => sum + parts[name].length, 0);
}

/** Visits every example of a split: train, validation, test, each in order. Reports progress and breathes between visits. */
export async function forEachExample(
  parts: Parts,
  activity: string,
  work: Work,
  visit: (part: SplitName, position: number) => void,
): Promise<void> {
  const advance = advancing(activity, exampleCount(parts), 'examples', work);
  for (const name of SPLIT_NAMES)
    for (let position = 0; position < parts[name].length; position++) {
      visit(name, position);
      await advance(1);
    }
}
