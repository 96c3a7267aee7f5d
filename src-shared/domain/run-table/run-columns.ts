import { describeLocation, STATE_LABELS } from '../../format/labels';
import { formatCount, formatParameters, formatPercentage } from '../../format/numbers';
import { formatDuration, formatRelative } from '../../format/time';
import { ARCHITECTURE_TITLES, ARCHITECTURES, type Architecture } from '../architecture';
import type { RunState } from '../run';
import type { RunColumn } from './column';
import type { RunRow } from './run-list';

type Described = Omit<RunColumn, 'family' | 'variant' | 'better' | 'group'> &
  Partial<Pick<RunColumn, 'better'>>;

const asText = (value: unknown) => String(value);
const asCount = (value: unknown) => formatCount(value as number);
const asMoment = (value: unknown) => formatRelative(value as string);
const asDuration = (value: unknown) => formatDuration(value as number);

function inGroup(group: RunColumn['group'], columns: readonly Described[]): readonly RunColumn[] {
  return columns.map((column) => ({
    better: null,
    ...column,
    group,
    family: column.id,
    variant: null,
  }));
}

const ABOUT: readonly RunColumn[] = inGroup('Run', [
  {
    id: 'study',
    aliases: ['name'],
    title: 'Study',
    kind: 'text',
    searched: true,
    meaning: 'Name of the study that the run belongs to.',
    width: 184,
    value: (run) => run.studyName,
    format: asText,
  },
  {
    id: 'architecture',
    aliases: ['arch', 'model'],
    title: 'Architecture',
    kind: 'choice',
    choices: ARCHITECTURES,
    searched: true,
    meaning: 'Which of the three models it is.',
    width: 144,
    value: (run) => run.architecture,
    format: (value) => ARCHITECTURE_TITLES[value as Architecture],
  },
  {
    id: 'state',
    title: 'State',
    kind: 'choice',
    choices: Object.keys(STATE_LABELS),
    meaning: 'How far its training got.',
    width: 112,
    value: (run) => run.state,
    format: (value) => STATE_LABELS[value as RunState],
  },
  {
    id: 'tags',
    aliases: ['tag'],
    title: 'Tags',
    kind: 'tags',
    searched: true,
    meaning: 'What you marked it with.',
    width: 116,
    value: (run) => run.tags,
    format: (value) => (value as readonly string[]).join(', '),
  },
  {
    id: 'notes',
    aliases: ['note'],
    title: 'Notes',
    kind: 'text',
    searched: true,
    meaning: 'What you wrote about it.',
    width: 200,
    value: (run) => run.notes,
    format: asText,
  },
  {
    id: 'created',
    title: 'Created',
    kind: 'moment',
    meaning: 'When it was set up or imported.',
    width: 118,
    value: (run) => run.createdAt,
    format: asMoment,
  },
  {
    id: 'finished',
    aliases: ['ended'],
    title: 'Ended',
    kind: 'moment',
    meaning: 'When its training ended.',
    width: 118,
    value: (run) => run.finishedAt,
    format: asMoment,
  },
  {
    id: 'data',
    aliases: ['source', 'location'],
    title: 'Data',
    kind: 'text',
    searched: true,
    meaning: 'The source that its examples come from.',
    width: 160,
    value: (run) => run.location,
    format: (value) => describeLocation(value as string),
  },
  {
    id: 'split',
    title: 'Split',
    kind: 'text',
    meaning: 'Hash of its examples; runs of equal splits can be compared.',
    width: 100,
    value: (run) => run.split?.slice(0, 10) ?? null,
    format: asText,
  },
  {
    id: 'imported',
    title: 'Imported',
    kind: 'boolean',
    meaning: 'Whether it was trained elsewhere.',
    width: 96,
    value: (run) => run.imported,
    format: (value) => (value ? 'yes' : 'no'),
  },
  {
    id: 'reason',
    title: 'Reason',
    kind: 'text',
    meaning: 'Why it stopped early or failed.',
    width: 200,
    value: (run) => run.reason,
    format: asText,
  },
  {
    id: 'id',
    aliases: ['run'],
    title: 'Id',
    kind: 'text',
    searched: true,
    meaning: 'What commands call the run.',
    width: 112,
    value: (run) => run.id,
    format: asText,
  },
]);

const COUNTERS: readonly RunColumn[] = inGroup('Training', [
  {
    id: 'progress',
    title: 'Progress',
    kind: 'number',
    meaning: 'Share of the configured steps that is done; 100% for a finished run.',
    width: 96,
    value: progressOf,
    format: (value) => formatPercentage(value as number),
  },
  {
    id: 'epoch',
    aliases: ['epochsDone'],
    title: 'Epochs done',
    short: 'Epochs',
    kind: 'number',
    meaning: 'Epochs that were completed.',
    width: 84,
    value: (run) => run.epoch,
    format: asCount,
  },
  {
    id: 'bestEpoch',
    title: 'Best epoch',
    kind: 'number',
    meaning: 'The epoch whose weights are kept as the best.',
    width: 96,
    value: (run) => run.bestEpoch,
    format: asCount,
  },
  {
    id: 'step',
    aliases: ['steps'],
    title: 'Steps',
    kind: 'number',
    meaning: 'Optimisation steps that were done.',
    width: 84,
    value: (run) => run.step,
    format: asCount,
  },
  {
    id: 'parameters',
    aliases: ['params'],
    title: 'Parameters',
    kind: 'number',
    meaning: 'Trainable numbers.',
    width: 104,
    value: (run) => run.parameters,
    format: (value) => formatParameters(value as number),
  },
  {
    id: 'duration',
    aliases: ['time'],
    title: 'Training time',
    kind: 'duration',
    better: 'lower',
    meaning: 'Training and validation; pauses are not counted.',
    width: 116,
    value: (run) => run.seconds,
    format: asDuration,
  },
]);

function progressOf({ state, step, stepsPerEpoch, configuration }: RunRow): number {
  if (state === 'finished') return 100;
  return stepsPerEpoch ? Math.min(100, (100 * step) / (stepsPerEpoch * configuration.EPOCHS)) : 0;
}

/** What is known of a run beside what was measured, its settings and environment. */
export const RUN_COLUMNS: readonly RunColumn[] = [...ABOUT, ...COUNTERS];
