/** The studies and sweeps that the sidebar keeps at hand. */
import type { RecentItem } from '../../src-shared/contract/requests/application';
import type { RunState } from '../../src-shared/domain/run';
import type { StudyHead } from '../../src-shared/domain/study-list';
import type { Sweep } from '../../src-shared/domain/sweep';
import { studyState } from './progress';
import { pageLink, parseRoute, type Route, studyLink } from './routes';
import { gathered, sweepState } from './study-entries';

const MOST = 6;

export interface RecentPlace {
  readonly id: string;
  readonly kind: 'study' | 'sweep';
  readonly name: string;
  readonly link: string;
  readonly state: RunState;
  /** Whether it is what the window shows. */
  readonly isHere: boolean;
}

/**
 * What was visited last, and then the newest; a sweep once for all its studies. What is archived is out of the way unless it
 * is shown. Studies are given newest first.
 */
export function recentPlaces(
  studies: readonly StudyHead[],
  sweeps: readonly Sweep[],
  recent: readonly RecentItem[],
  here: Route,
): readonly RecentPlace[] {
  const open = here.view === 'study' ? here.study : null;
  const openSweep = here.view === 'sweep' ? here.query.id : undefined;
  const listed = studies.filter((study) => !study.archived || study.id === open);
  const byId = new Map(listed.map((study) => [study.id, study]));
  const visited = recent.flatMap(({ link }) => {
    const route = parseRoute(link);
    if (route.view === 'study') return byId.get(route.study) ?? [];
    const sweep = route.view === 'sweep' && sweeps.find(({ id }) => id === route.query.id);
    return sweep ? sweep.studies.flatMap(({ study }) => byId.get(study) ?? []) : [];
  });
  return gathered([...new Set([...visited, ...listed])], sweeps)
    .slice(0, MOST)
    .map((line) =>
      'sweep' in line
        ? {
            id: line.sweep.id,
            kind: 'sweep',
            name: line.sweep.name,
            link: pageLink('sweep', { id: line.sweep.id }),
            state: sweepState(line.studies),
            isHere: line.sweep.id === openSweep || line.studies.some(({ id }) => id === open),
          }
        : {
            id: line.id,
            kind: 'study',
            name: line.name,
            link: studyLink(line.id),
            state: studyState(line),
            isHere: line.id === open,
          },
    );
}
