/** The studies that the sidebar keeps at hand. */
import type { RecentItem } from '../../src-shared/contract/requests/application';
import type { StudyHead } from '../../src-shared/domain/study-list';
import { parseRoute } from './routes';

const MOST = 6;

/** Those that were visited last, and then the newest ones. Given newest first. */
export function recentStudies(
  studies: readonly StudyHead[],
  recent: readonly RecentItem[],
): readonly StudyHead[] {
  const visited = recent.flatMap(({ link }) => {
    const route = parseRoute(link);
    return route.view === 'study' ? (studies.find(({ id }) => id === route.study) ?? []) : [];
  });
  return [...new Set([...visited, ...studies.slice(0, MOST)])].slice(0, MOST);
}
