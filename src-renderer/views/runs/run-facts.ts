/** What the panel beside the table says of a run, as pairs of term and value. */
import { PRESET_NAMES, PRESETS, type PresetName } from '../../../src-shared/domain/configuration';
import { columnOf, COLUMNS, SETTING_NAMES } from '../../../src-shared/domain/run-table/columns';
import { differenceTo } from '../../../src-shared/domain/run-table/difference';
import type { RunRow } from '../../../src-shared/domain/run-table/run-list';
import { describeValue } from '../../../src-shared/format/labels';

export interface Fact {
  readonly term: string;
  readonly value: string;
}

export interface SettingFact {
  readonly name: string;
  /** Of the run. */
  readonly value: string;
  /** Of what it is measured against. */
  readonly other: string;
}

/** The preset from which a run's settings differ least. */
export function nearestPreset({ configuration }: RunRow): PresetName {
  const distance = (preset: PresetName) =>
    SETTING_NAMES.filter((name) => PRESETS[preset][name] !== configuration[name]).length;
  return PRESET_NAMES.toSorted((first, second) => distance(first) - distance(second))[0];
}

/** Settings that are not as those of a preset or another run. */
export function settingDifferences(
  { configuration }: RunRow,
  other: RunRow['configuration'],
): readonly SettingFact[] {
  return SETTING_NAMES.filter((name) => configuration[name] !== other[name]).map((name) => ({
    name,
    value: describeValue(configuration[name]),
    other: describeValue(other[name]),
  }));
}

/** Values of the columns that the run has, with their differences to the baseline. */
export function factsOf(row: RunRow, ids: readonly string[], baseline: RunRow | null): readonly Fact[] {
  return ids.flatMap((id) => {
    const column = columnOf(id)!;
    const value = column.value(row);
    if (value === null || value === '') return [];
    const difference = baseline && differenceTo(baseline, row, column);
    const words = column.format(value);
    return [{ term: column.title, value: difference ? `${words} (${difference.text})` : words }];
  });
}

const ENVIRONMENT_IDS = COLUMNS.filter(({ group }) => group === 'Environment').map(({ id }) => id);

export const SCORE_IDS = [
  'bleu',
  'tokenAccuracy',
  'exactMatch',
  'perplexity',
  'lengthRatio',
  'repetition',
  'examples',
];
export const TRAINING_IDS = [
  'validationLoss',
  'freeRunningLoss',
  'trainLoss',
  'bestEpoch',
  'epoch',
  'step',
  'tokensPerSecond',
  'duration',
  'parameters',
  'created',
  'finished',
  'reason',
];

/** What the run was computed with; nothing for runs that were trained elsewhere. */
export function environmentFacts(row: RunRow): readonly Fact[] {
  return factsOf(row, ENVIRONMENT_IDS, null);
}
