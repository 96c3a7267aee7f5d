import type { Architecture } from '../../../src-shared/domain/architecture';
import type { PresetName } from '../../../src-shared/domain/configuration';
import type { Collection } from '../plan';
import type { StudyRecord } from '../record';

/** The records of the comparison of presets. */
export function fullRuns(records: readonly StudyRecord[]): readonly StudyRecord[] {
  return records.filter(({ item }) => item.part === 'full');
}

/** Null where it is not trained yet. */
export function fullRun(
  records: readonly StudyRecord[],
  collection: Collection,
  preset: PresetName,
  architecture: Architecture,
): StudyRecord | null {
  const isIt = ({ item }: StudyRecord) =>
    item.collection === collection && item.preset === preset && item.architecture === architecture;
  return fullRuns(records).find(isIt) ?? null;
}
