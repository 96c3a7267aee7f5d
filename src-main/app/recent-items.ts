/** Places that were visited, the last one first. A study or page is there once, as it was seen last. */
import type { RecentItem } from '../../src-shared/contract/requests/application';
import { parseRoute, studyLink } from '../../src-shared/domain/routes';
import type { Study } from '../../src-shared/domain/run';

const MOST_ITEMS = 20;

/** The items after a visit. */
export function itemsAfterVisit(items: readonly RecentItem[], visited: RecentItem): readonly RecentItem[] {
  const place = placeOf(visited.link);
  return [visited, ...items.filter(({ link }) => placeOf(link) !== place)].slice(0, MOST_ITEMS);
}

/** The items, which call a study as it is called now; the same array where that changes nothing. */
export function itemsOfStudy(
  items: readonly RecentItem[],
  { id, name }: Pick<Study, 'id' | 'name'>,
): readonly RecentItem[] {
  const place = placeOf(studyLink(id));
  const isStale = (item: RecentItem) => item.title !== name && placeOf(item.link) === place;
  return items.some(isStale) ? items.map((item) => (isStale(item) ? { ...item, title: name } : item)) : items;
}

/** The items without a study that is gone; the same array where it was not among them. */
export function itemsWithoutStudy(items: readonly RecentItem[], study: string): readonly RecentItem[] {
  const place = placeOf(studyLink(study));
  const left = items.filter(({ link }) => placeOf(link) !== place);
  return left.length < items.length ? left : items;
}

/** Tabs and choices within a study or page are the same place. */
function placeOf(link: string): string {
  const route = parseRoute(link);
  return route.view === 'study' ? `study/${route.study}` : route.view;
}
