/** From rows to what a table shows: order, groups, settings that differ. */
import { ARCHITECTURE_TITLES } from '../architecture';
import { type FieldValue, isNone } from '../filter/field';
import { type MeanInterval, meanInterval } from '../statistics';
import { isNumeric, type RunColumn } from './column';
import { columnOf, SETTING_NAMES } from './columns';
import type { RunRow } from './run-list';

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows by a column, those without a value last either way; equal ones stay in their order. */
export function sortRows(rows: readonly RunRow[], sorting: Sorting): readonly RunRow[] {
  const column = columnOf(sorting.column);
  if (!column) return rows;
  const direction = sorting.descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  keyed.sort((first, second) => {
    const [firstNone, secondNone] = [isNone(first.value), isNone(second.value)];
    if (firstNone || secondNone) return Number(firstNone) - Number(secondNone);
    return direction * compareValues(first.value, second.value);
  });
  return keyed.map(({ row }) => row);
}

const texts = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareValues(first: FieldValue, second: FieldValue): number {
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  return texts.compare(String(first), String(second));
}

/** Groups runs that differ in nothing but their seed. */
export const SEEDS_TOGETHER = 'seeds';

/** Where more settings differ, a group of seeds is called after its first run's study. */
const MOST_SETTINGS_NAMED = 4;

export interface RunGroup {
  /** Tells it from the table's other groups. */
  readonly id: string;
  readonly label: string;
  readonly rows: readonly RunRow[];
}

/**
 * Rows by the values of columns (or `SEEDS_TOGETHER`), groups in the order of their first rows. A run with several tags is in
 * the group of each.
 */
export function groupRows(rows: readonly RunRow[], by: readonly string[]): readonly RunGroup[] {
  const groups = new Map<string, { label: string; rows: RunRow[] }>();
  const seeds = by.includes(SEEDS_TOGETHER) ? differingSettings(rows).filter((name) => name !== 'SEED') : [];
  for (const row of rows)
    for (const parts of combinations(by.map((name) => partsOf(row, name, seeds)))) {
      const id = parts.map(({ id }) => id).join('\n');
      const group = groups.get(id);
      if (group) group.rows.push(row);
      else groups.set(id, { label: parts.map(({ label }) => label).join(' · '), rows: [row] });
    }
  return [...groups].map(([id, group]) => ({ id, ...group }));
}

interface Part {
  readonly id: string;
  readonly label: string;
}

/** What a row is grouped under by one column; several for tags. */
function partsOf(row: RunRow, name: string, differing: readonly string[]): readonly Part[] {
  if (name === SEEDS_TOGETHER) return [seedlessPart(row, differing)];
  // Studies may have the same name.
  if (name === 'study') return [{ id: row.study, label: row.studyName }];
  const column = columnOf(name);
  if (!column) return [{ id: '', label: 'all' }];
  const value = column.value(row);
  if (isNone(value)) return [{ id: '', label: `no ${column.title.toLowerCase()}` }];
  if (Array.isArray(value)) return value.map((tag: string) => ({ id: tag, label: tag }));
  return [{ id: String(value), label: labelOf(column, value) }];
}

function labelOf(column: RunColumn, value: FieldValue): string {
  const words = column.format(value!);
  return column.group === 'Settings' || isNumeric(column) || column.kind === 'boolean'
    ? `${column.title} ${words}`
    : words;
}

/** Runs share their configurations' objects, so each is written once. */
const seedless = new WeakMap<RunRow['configuration'], string>();

function withoutSeed(configuration: RunRow['configuration']): string {
  let text = seedless.get(configuration);
  if (text === undefined)
    seedless.set(configuration, (text = JSON.stringify({ ...configuration, SEED: null })));
  return text;
}

function seedlessPart(row: RunRow, differing: readonly string[]): Part {
  const columns = differing.map((name) => columnOf(name)!);
  const settings = columns.map((column) => labelOf(column, column.value(row)));
  const names = settings.length > MOST_SETTINGS_NAMED ? [row.studyName] : settings;
  return {
    id: [row.architecture, row.location, row.sourceOptions, withoutSeed(row.configuration)].join(' '),
    label: [ARCHITECTURE_TITLES[row.architecture], ...names].join(' · '),
  };
}

function combinations(parts: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  return parts.reduce<readonly (readonly Part[])[]>(
    (all, choices) => all.flatMap((begun) => choices.map((choice) => [...begun, choice])),
    [[]],
  );
}

/** Means of a group's numeric columns, by column; nothing for those in which no run has a value. */
export function groupMeans(
  rows: readonly RunRow[],
  columns: readonly RunColumn[],
): ReadonlyMap<string, MeanInterval> {
  const means = columns.filter(isNumeric).flatMap((column) => {
    const values = rows.map((row) => column.value(row)).filter((value) => typeof value === 'number');
    const mean = meanInterval(values);
    return mean ? [[column.id, mean] as const] : [];
  });
  return new Map(means);
}

/** Settings in which not all of the rows are equal, in their usual order. */
export function differingSettings(rows: readonly RunRow[]): readonly string[] {
  const [first, ...others] = [...new Set(rows.map(({ configuration }) => configuration))];
  return SETTING_NAMES.filter((name) => others.some((other) => other[name] !== first[name]));
}
