/** What was deleted, in words. Pure. */
import type { LibraryItems } from '../../src-shared/contract/requests/library';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import type { Deletion } from '../../src-shared/domain/deletion';
import { formatCountOf } from '../../src-shared/format/numbers';

export interface DescribedDeletion {
  /** `“A study”`, `12 studies`, `LSTM of “A study”`. */
  readonly title: string;
  /** What it consists of, where the title does not say. */
  readonly detail: string;
  readonly items: LibraryItems;
}

const MOST_NAMED = 4;

/** Runs that went with their study are not told apart from it. */
export function describeDeletion({ studies, runs }: Deletion): DescribedDeletion {
  const lone = runs.filter(({ study }) => !studies.some(({ id }) => id === study));
  const counts = [
    ...(studies.length > 0 ? [formatCountOf(studies.length, 'study', 'studies')] : []),
    ...(lone.length > 0 ? [formatCountOf(lone.length, 'run')] : []),
  ];
  const names = [
    ...studies.map(({ name }) => `“${name}”`),
    ...lone.map(({ studyName, architecture }) => `${ARCHITECTURE_TITLES[architecture]} of “${studyName}”`),
  ];
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return {
    title: names.length === 1 ? names[0] : counts.join(' and '),
    detail: names.length === 1 ? '' : names.slice(0, MOST_NAMED).join(', ') + more,
    items: { studies: studies.map(({ id }) => id), runs: runs.map(({ id }) => id) },
  };
}
