/** The pages as the sidebar groups them. */
import ChartColumn from '@lucide/svelte/icons/chart-column';
import Eye from '@lucide/svelte/icons/eye';
import CircleHelp from '@lucide/svelte/icons/circle-help';
import FolderInput from '@lucide/svelte/icons/folder-input';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Layers from '@lucide/svelte/icons/layers';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import Plus from '@lucide/svelte/icons/plus';
import SettingsIcon from '@lucide/svelte/icons/settings-2';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Table2 from '@lucide/svelte/icons/table-2';
import TextSearch from '@lucide/svelte/icons/text-search';
import Waypoints from '@lucide/svelte/icons/waypoints';
import { type Page, PAGE_TITLES } from '../../state/routes';
import { PAGE_VIEWS } from '../pages';

export interface PageLink {
  readonly page: Page;
  readonly label: string;
  readonly icon: typeof Layers;
}

export interface PageGroup {
  readonly title: string;
  readonly pages: readonly PageLink[];
}

const GROUPS: readonly (readonly [string, readonly (readonly [Page, typeof Layers])[]])[] = [
  [
    'Library',
    [
      ['studies', Layers],
      ['runs', Table2],
      ['queue', ListOrdered],
      ['sweep', Waypoints],
      ['new-study', Plus],
    ],
  ],
  [
    'Analyse',
    [
      ['comparison', ChartColumn],
      ['examples', TextSearch],
      ['attention', Eye],
      ['playground', Keyboard],
    ],
  ],
  [
    'Exchange',
    [
      ['import', FolderInput],
      ['verify', ShieldCheck],
    ],
  ],
];

/** The groups, with the pages that there are. */
export const PAGE_GROUPS: readonly PageGroup[] = GROUPS.map(([title, pages]) => ({
  title,
  pages: pages.filter(([page]) => page in PAGE_VIEWS).map(linkTo),
}));

/** Pages about the application itself, apart from those about the work. */
export const APPLICATION_PAGES: readonly PageLink[] = (
  [
    ['settings', SettingsIcon],
    ['help', CircleHelp],
  ] as const
).map(linkTo);

function linkTo([page, icon]: readonly [Page, typeof Layers]): PageLink {
  return { page, icon, label: PAGE_TITLES[page] };
}
