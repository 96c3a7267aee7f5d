import type { Send } from '../engine-host/window-feed';
import type { History } from '../history';

/** Beyond so many studies windows are told to read all of them again. */
const MOST_CHANGES_TOLD = 20;

/** Shows windows what became of studies, also of those that are gone meanwhile. */
export function tellStudies(history: History, send: Send, studies: Iterable<string>): void {
  const changed = new Set(studies);
  if (changed.size > MOST_CHANGES_TOLD) return send('library-changed', {});
  for (const study of history.studies.findAll([...changed])) {
    send('study-changed', study);
    changed.delete(study.id);
  }
  for (const study of changed) send('study-deleted', { study });
}
