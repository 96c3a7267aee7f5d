/** Every state of the window worth a link, as a URL fragment: `#/study/ID/examples?example=12`, `#/compare?runs=A,B`. */

/** Views that stand alone, with their names in links. */
export const PAGES = {
  studies: 'studies',
  runs: 'runs',
  queue: 'queue',
  sweep: 'sweep',
  trash: 'deleted',
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

/** What pages are called in menus and lists. */
export const PAGE_TITLES: Readonly<Record<Page, string>> = {
  studies: 'Studies',
  runs: 'Runs',
  queue: 'Queue',
  sweep: 'Sweeps',
  trash: 'Recently deleted',
  'new-study': 'New study',
  comparison: 'Compare',
  examples: 'Examples',
  attention: 'Attention',
  playground: 'Playground',
  import: 'Import',
  verify: 'Verify',
  settings: 'Settings',
  help: 'Help',
};

export const STUDY_TABS = [
  'training',
  'comparison',
  'examples',
  'attention',
  'diagnosis',
  'configuration',
] as const;
export type StudyTab = (typeof STUDY_TABS)[number];

export const TAB_TITLES: Readonly<Record<StudyTab, string>> = {
  training: 'Training',
  comparison: 'Comparison',
  examples: 'Examples',
  attention: 'Attention',
  diagnosis: 'Diagnosis',
  configuration: 'Configuration',
};

/** Choices within a view. */
export type Query = Readonly<Record<string, string>>;

export type Route =
  | { readonly view: Page; readonly query: Query }
  | { readonly view: 'study'; readonly study: string; readonly tab: StudyTab; readonly query: Query };

/** Reads a URL fragment; anything unknown is the list of studies. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name, encoded = '', tab] = path.split('/');
  const study = decoded(encoded);
  const query = Object.fromEntries(new URLSearchParams(search));
  if (name === 'study' && study) return { view: 'study', study, tab: isTab(tab) ? tab : 'training', query };
  return { view: pageNamed(name), query };
}

/** Empty where a link has percent signs that stand for nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** The fragment of a route; `parseRoute` reads it back. */
export function formatRoute(route: Route): string {
  const search = new URLSearchParams(route.query).toString();
  const path =
    route.view === 'study' ? `study/${encodeURIComponent(route.study)}/${route.tab}` : PAGES[route.view];
  return `#/${path}${search ? `?${search}` : ''}`;
}

/** How a link is passed on to people: `unroll://study/ID/examples?example=12`. */
const LINK_SCHEME = 'unroll://';

/** A fragment as the link that is copied and pasted. */
export function toSharedLink(fragment: string): string {
  return LINK_SCHEME + fragment.replace(/^#\/?/, '');
}

/** The fragment that a pasted text links to, as it was copied or from the address of a page; null for anything else. */
export function fromSharedLink(text: string): string | null {
  const trimmed = text.trim();
  const path = trimmed.startsWith(LINK_SCHEME)
    ? trimmed.slice(LINK_SCHEME.length)
    : (/^(?:app:\/\/[^#\s]*)?#\/(.*)$/s.exec(trimmed)?.[1] ?? null);
  if (path === null || /\s/.test(path)) return null;
  const fragment = `#/${path}`;
  return isKnown(fragment) ? fragment : null;
}

/** Whether a fragment leads somewhere, rather than to the list of studies for want of anything better. */
function isKnown(fragment: string): boolean {
  const [name = ''] = fragment.slice(2).split(/[/?]/, 1);
  return name === 'study' ? parseRoute(fragment).view === 'study' : isPageName(name);
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

function isPageName(name: string): boolean {
  return (Object.values(PAGES) as string[]).includes(name);
}

function pageNamed(name: string | undefined): Page {
  const pages = Object.keys(PAGES) as Page[];
  return pages.find((page) => PAGES[page] === name) ?? 'studies';
}
