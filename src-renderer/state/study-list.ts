/** The list of studies: what filters and sorting ask of a study. Pure. */
import { ARCHITECTURES, ARCHITECTURE_TITLES, type Architecture } from '../../src-shared/domain/architecture';
import type { Field, FieldValue } from '../../src-shared/domain/filter/field';
import { HEADLINE_DECODER } from '../../src-shared/domain/run';
import type { StudyHead } from '../../src-shared/domain/study-list';
import { STATE_LABELS } from '../../src-shared/format/labels';
import type { DataTable } from '../../src-shared/format/table-text';
import { headlineEvaluation, studyProgress, studySeconds, studyState } from './progress';

/** Highest BLEU on the test split, by the headline decoder, of a study's runs, or of its runs of one architecture. */
export function bestBleu({ runs }: StudyHead, architecture?: Architecture): number | null {
  const scores = runs
    .filter((run) => architecture === undefined || run.architecture === architecture)
    .flatMap((run) => headlineEvaluation(run)?.bleu ?? []);
  return scores.length === 0 ? null : Math.max(...scores);
}

const SCORES: readonly Field<StudyHead>[] = ARCHITECTURES.map((architecture) => ({
  id: `bleu.${architecture}`,
  title: `BLEU of ${ARCHITECTURE_TITLES[architecture]}, ${HEADLINE_DECODER}`,
  kind: 'number',
  value: (study) => bestBleu(study, architecture),
}));

/** What filters of studies can name. */
export const STUDY_FIELDS: readonly Field<StudyHead>[] = [
  { id: 'study', aliases: ['name'], title: 'Name', kind: 'text', searched: true, value: ({ name }) => name },
  {
    id: 'state',
    title: 'State',
    kind: 'choice',
    choices: Object.keys(STATE_LABELS),
    value: (study) => studyState(study),
  },
  {
    id: 'tags',
    aliases: ['tag'],
    title: 'Tags, also of its runs',
    kind: 'tags',
    searched: true,
    value: ({ tags, runs }) => [...new Set([...tags, ...runs.flatMap((run) => run.tags)])],
  },
  { id: 'bleu', title: `Best BLEU, ${HEADLINE_DECODER}`, kind: 'number', value: (study) => bestBleu(study) },
  ...SCORES,
  {
    id: 'architecture',
    aliases: ['arch', 'model'],
    title: 'Architectures',
    kind: 'tags',
    value: ({ runs }) => [...new Set(runs.map(({ architecture }) => architecture))],
  },
  {
    id: 'data',
    aliases: ['source', 'location'],
    title: 'Data',
    kind: 'text',
    searched: true,
    value: ({ location }) => location,
  },
  {
    id: 'examples',
    title: 'Training examples',
    kind: 'number',
    value: ({ split }) => split?.sizes.train ?? null,
  },
  {
    id: 'notes',
    aliases: ['note'],
    title: 'Notes',
    kind: 'text',
    searched: true,
    value: ({ notes }) => notes,
  },
  { id: 'created', title: 'Created', kind: 'moment', value: ({ createdAt }) => createdAt },
  {
    id: 'age',
    title: 'Time since it was created',
    kind: 'duration',
    value: ({ createdAt }) => (Date.now() - Date.parse(createdAt)) / 1000,
  },
  {
    id: 'duration',
    aliases: ['time'],
    title: 'Training time',
    kind: 'duration',
    value: (study) => studySeconds(study),
  },
  { id: 'progress', title: 'Progress', kind: 'number', value: (study) => 100 * studyProgress(study) },
  { id: 'archived', title: 'Archived', kind: 'boolean', value: ({ archived }) => archived },
  { id: 'id', title: 'Id', kind: 'text', searched: true, value: ({ id }) => id },
];

/** Fields of a table of studies. */
const TAKEN_ALONG: readonly string[] = [
  ...[
    'study',
    'state',
    'tags',
    ...SCORES.map(({ id }) => id),
    'data',
    'examples',
    'duration',
    'created',
    'notes',
    'id',
  ],
];

export interface StudySorting {
  readonly field: string;
  readonly descending: boolean;
}

/** `name`, or `-created` for the newest first; the newest first where nothing is said. */
export function studySortingFrom(text: string | undefined): StudySorting {
  const field = text?.replace(/^-/, '') ?? '';
  return STUDY_FIELDS.some(({ id }) => id === field)
    ? { field, descending: text!.startsWith('-') }
    : { field: 'created', descending: true };
}

/** Studies by a field, those without a value last. */
export function sortStudies(
  studies: readonly StudyHead[],
  { field, descending }: StudySorting,
): readonly StudyHead[] {
  const { value: valueOf } = STUDY_FIELDS.find(({ id }) => id === field)!;
  const keyed = studies.map((study) => ({ study, value: valueOf(study) }));
  const direction = descending ? -1 : 1;
  return keyed
    .toSorted((first, second) => {
      if (first.value === null || second.value === null)
        return Number(first.value === null) - Number(second.value === null);
      return direction * compare(first.value, second.value);
    })
    .map(({ study }) => study);
}

function compare(first: FieldValue, second: FieldValue): number {
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  return String(first).localeCompare(String(second), 'en', { numeric: true, sensitivity: 'base' });
}

/** Studies as the list shows them, to be taken along. */
export function studiesTable(studies: readonly StudyHead[]): DataTable {
  const fields = STUDY_FIELDS.filter(({ id }) => TAKEN_ALONG.includes(id));
  return {
    title: 'Studies',
    columns: fields.map(({ title, kind }) => (kind === 'duration' ? `${title}, s` : title)),
    rows: studies.map((study) =>
      fields.map(({ value }) => {
        const found = value(study);
        return typeof found === 'string' || typeof found === 'number' || found === null
          ? found
          : String(found);
      }),
    ),
  };
}
