import type { Architecture } from '../../../src-shared/domain/architecture';
import {
  completeConfiguration,
  type PresetName,
  PRESETS,
  type RunConfiguration,
} from '../../../src-shared/domain/configuration';

/** Collections of rows the study is made of: files of the folder that `--data` names. */
export const COLLECTIONS = {
  github: 'github-real.jsonl.gz',
  csn: 'csn-real.jsonl.gz',
} as const;
export type Collection = keyof typeof COLLECTIONS;

/**
 * `full`: of the comparison of presets. `seed`: `recommended` once more. `ablation`: one choice tried at small sizes. `trial`: one
 * tried at the sizes of a seed, for a target that was missed.
 */
export type StudyPart = 'full' | 'seed' | 'ablation' | 'trial';

/** Whether no test data may be looked at, because choices are made by it. */
export function isForChoosing({ part }: StudyItem): boolean {
  return part === 'ablation' || part === 'trial';
}

/** One run of the study. */
export interface StudyItem {
  /** Of its study in the history, and of its record. */
  readonly name: string;
  readonly part: StudyPart;
  readonly collection: Collection;
  readonly architecture: Architecture;
  readonly preset: PresetName;
  /** Over the preset. */
  readonly settings: Partial<RunConfiguration>;
  /** Name of the item that a choice was tried over; null of one that others are compared with, or that tries none. */
  readonly over: string | null;
}

/** What a run of the item is configured as, today: presets may have changed since it was recorded. */
export function configurationOf({ preset, settings }: StudyItem): RunConfiguration {
  return completeConfiguration(PRESETS[preset], settings);
}
