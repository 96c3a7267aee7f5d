import type { Field, FieldValue } from '../filter/field';
import type { RunRow } from './run-list';

export const COLUMN_GROUPS = ['Run', 'Training', 'Test scores', 'Settings', 'Environment'] as const;
export type ColumnGroup = (typeof COLUMN_GROUPS)[number];

/** A column of the table of runs; filters know it by its id. */
export interface RunColumn extends Field<RunRow> {
  readonly group: ColumnGroup;
  /** For a narrow header, where the title is long. */
  readonly short?: string;
  /** What its values were measured by, below a header whose title is short. */
  readonly note?: string;
  /** What it says, in a sentence. */
  readonly meaning: string;
  /** What is better, where there is such a thing. */
  readonly better: 'higher' | 'lower' | null;
  /** Ways of reading one quantity have a family in common, whose first member it is shown by. */
  readonly family: string;
  /** Within the family. */
  readonly variant: string | null;
  /** In pixels, before a person changes it. */
  readonly width: number;
  /** A value in words; a run that has none is not asked. */
  readonly format: (value: Exclude<FieldValue, null>) => string;
}

/** Whether values are numbers that can be averaged and subtracted. */
export function isNumeric({ kind }: Pick<RunColumn, 'kind'>): boolean {
  return kind === 'number' || kind === 'duration';
}
