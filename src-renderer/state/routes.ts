/** Every state of the window worth a link, as a URL fragment: `#/study/ID/examples?example=12`, `#/compare?runs=A,B`. */

/** Views that stand alone, with their names in links. */
export const PAGES = {
  studies: 'studies',
  runs: 'runs',
  queue: 'queue',
  'new-study': 'new',
  comparison: 'compare',
  examples: 'examples',
  attention: 'attention',
  playground: 'playground',
  import: 'import',
  verify: 'verify',
  settings: 'settings',
  help: 'help',
} as const;
export type Page = keyof typeof PAGES;

export const STUDY_TABS = [
  'training',
  'comparison',
  'examples',
  'attention',
  'diagnosis',
  'configuration',
] as const;
export type StudyTab = (typeof STUDY_TABS)[number];

/** Choices within a view. */
export type Query = Readonly<Record<string, string>>;

export type Route =
  | { readonly view: Page; readonly query: Query }
  | { readonly view: 'study'; readonly study: string; readonly tab: StudyTab; readonly query: Query };

/** Reads a URL fragment; anything unknown is the list of studies. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name, study, tab] = path.split('/');
  const query = Object.fromEntries(new URLSearchParams(search));
  if (name === 'study' && study)
    return { view: 'study', study: decodeURIComponent(study), tab: isTab(tab) ? tab : 'training', query };
  return { view: pageNamed(name), query };
}

/** The fragment of a route; `parseRoute` reads it back. */
export function formatRoute(route: Route): string {
  const search = new URLSearchParams(route.query).toString();
  const path =
    route.view === 'study' ? `study/${encodeURIComponent(route.study)}/${route.tab}` : PAGES[route.view];
  return `#/${path}${search ? `?${search}` : ''}`;
}

/** The fragment of a page. */
export function pageLink(view: Page, query: Query = {}): string {
  return formatRoute({ view, query });
}

/** The fragment of a study's tab. */
export function studyLink(study: string, tab: StudyTab = 'training', query: Query = {}): string {
  return formatRoute({ view: 'study', study, tab, query });
}

function isTab(text: string | undefined): text is StudyTab {
  return STUDY_TABS.includes(text as StudyTab);
}

function pageNamed(name: string | undefined): Page {
  const pages = Object.keys(PAGES) as Page[];
  return pages.find((page) => PAGES[page] === name) ?? 'studies';
}
