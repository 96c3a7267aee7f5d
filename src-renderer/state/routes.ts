/** Every state of the window worth a link, as a URL fragment: `#/study/ID/results?example=12`. */

export const STUDY_TABS = ['run', 'results', 'configuration'] as const;
export type StudyTab = (typeof STUDY_TABS)[number];

export type Query = Readonly<Record<string, string>>;

export type Route =
  | { readonly view: 'studies' }
  | { readonly view: 'new-study' }
  | { readonly view: 'import' }
  | { readonly view: 'verify' }
  | { readonly view: 'settings' }
  | { readonly view: 'study'; readonly study: string; readonly tab: StudyTab; readonly query: Query };

function isTab(text: string | undefined): text is StudyTab {
  return STUDY_TABS.includes(text as StudyTab);
}

/** Reads a URL fragment; anything unknown is the list of studies. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view, study, tab] = path.split('/');
  if (view === 'new') return { view: 'new-study' };
  if (view === 'import' || view === 'verify') return { view };
  if (view === 'settings') return { view: 'settings' };
  if (view === 'study' && study) {
    const query = Object.fromEntries(new URLSearchParams(search));
    return { view: 'study', study: decodeURIComponent(study), tab: isTab(tab) ? tab : 'run', query };
  }
  return { view: 'studies' };
}

/** The fragment of a route; `parseRoute` reads it back. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'studies':
      return '#/studies';
    case 'new-study':
      return '#/new';
    case 'import':
      return '#/import';
    case 'verify':
      return '#/verify';
    case 'settings':
      return '#/settings';
    case 'study': {
      const search = new URLSearchParams(route.query).toString();
      return `#/study/${encodeURIComponent(route.study)}/${route.tab}${search ? `?${search}` : ''}`;
    }
  }
}

/** The fragment of a study's tab without any further choices. */
export function studyLink(study: string, tab: StudyTab = 'run'): string {
  return formatRoute({ view: 'study', study, tab, query: {} });
}
