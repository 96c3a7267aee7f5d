/** What the command palette lists, and in which order. */
import type { RecentItem } from '../../src-shared/contract/requests/application';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { command, COMMAND_IDS, type CommandId } from '../../src-shared/domain/commands';
import type { StudyHead } from '../../src-shared/domain/study-list';
import { STATE_LABELS } from '../../src-shared/format/labels';
import { fuzzyMatch } from './fuzzy';
import { studyActions, studyState } from './progress';
import {
  fromSharedLink,
  PAGE_TITLES,
  parseRoute,
  type Route,
  STUDY_TABS,
  studyLink,
  TAB_TITLES,
} from './routes';

/** Something that can be done right now, such as what an open view offers. */
export interface OfferedAction {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** Something that can be taken out of an open view: a table, a picture, a report. */
export interface OfferedExport extends OfferedAction {
  /** Whether it goes to the clipboard. */
  readonly copies: boolean;
}

export type PaletteKind =
  'Recent' | 'Action' | 'Export' | 'Command' | 'Page' | 'Tab' | 'Study' | 'Run' | 'Link';

export interface PaletteItem {
  readonly id: string;
  readonly kind: PaletteKind;
  readonly title: string;
  /** Beside the title, in fainter letters. */
  readonly detail: string;
  /** What choosing it does: go to a place, carry out a command, or an action of its own. */
  readonly target: { readonly link: string } | { readonly command: CommandId } | { readonly run: () => void };
}

/** An item that matches, with the places of the letters in its title. */
export interface PaletteResult extends PaletteItem {
  readonly positions: readonly number[];
}

export interface PaletteContent {
  readonly studies: readonly StudyHead[];
  readonly recent: readonly RecentItem[];
  readonly route: Route;
  readonly actions: readonly OfferedAction[];
  readonly exports: readonly OfferedExport[];
}

/** Kinds that are not listed before something is typed. */
const FOUND_ONLY: readonly PaletteKind[] = ['Study', 'Run', 'Export'];
const MOST_RESULTS = 60;
const MOST_RECENT = 6;

/** Everything that can be found, what comes first without a search first. */
export function paletteItems(content: PaletteContent): readonly PaletteItem[] {
  return [
    ...content.actions.map(actionItem),
    ...recentItems(content),
    ...tabItems(content),
    ...COMMAND_IDS.filter((id) => id !== 'palette' && id !== 'undo').map(commandItem),
    ...exportItems(content.exports),
    ...content.studies.map(studyItem),
    ...content.studies.flatMap(runItems),
  ];
}

/** What can be taken out of the open views. */
export function exportItems(exports: readonly OfferedExport[]): readonly PaletteItem[] {
  return exports.map(({ id, label, run }) => ({
    id: `export ${id}`,
    kind: 'Export',
    title: label,
    detail: '',
    target: { run },
  }));
}

/** What matches, the best first; without a search, all but studies, runs and exports, in their order. */
export function searchPalette(
  items: readonly PaletteItem[],
  typed: string,
  hidden: readonly PaletteKind[] = FOUND_ONLY,
): readonly PaletteResult[] {
  const link = fromSharedLink(typed);
  if (link !== null) return [{ ...linkItem(link), positions: [] }];
  if (typed.trim() === '')
    return items
      .filter(({ kind }) => !hidden.includes(kind))
      .slice(0, MOST_RESULTS)
      .map((item) => ({ ...item, positions: [] }));
  // A place that was visited is found by its own entry.
  const found = items
    .filter(({ kind }) => kind !== 'Recent')
    .flatMap((item, order) => {
      const match = matchOf(typed, item);
      return match ? [{ item: { ...item, positions: match.positions }, score: match.score, order }] : [];
    });
  found.sort((first, second) => second.score - first.score || first.order - second.order);
  return found.slice(0, MOST_RESULTS).map(({ item }) => item);
}

/** In its title, or else in title and detail together: `lstm starter` finds a run by its study. */
function matchOf(typed: string, { title, detail }: PaletteItem) {
  const inTitle = fuzzyMatch(typed, title);
  if (inTitle) return inTitle;
  const words = typed.trim().toLowerCase().split(/\s+/);
  const text = `${title} ${detail}`.toLowerCase();
  return words.every((word) => text.includes(word)) ? { score: 0, positions: [] } : null;
}

function linkItem(link: string): PaletteItem {
  const route = parseRoute(link);
  const title = route.view === 'study' ? `Study, ${TAB_TITLES[route.tab]}` : PAGE_TITLES[route.view];
  return { id: 'link', kind: 'Link', title: `Open link: ${title}`, detail: link, target: { link } };
}

function recentItems({ recent, route }: PaletteContent): readonly PaletteItem[] {
  const here = route.view === 'study' ? route.study : route.view;
  return recent
    .filter(({ link }) => {
      const other = parseRoute(link);
      return (other.view === 'study' ? other.study : other.view) !== here;
    })
    .slice(0, MOST_RECENT)
    .map(({ link, title }) => {
      const route = parseRoute(link);
      const detail = route.view === 'study' ? TAB_TITLES[route.tab] : '';
      return { id: `recent ${link}`, kind: 'Recent', title, detail, target: { link } };
    });
}

function tabItems({ route, studies }: PaletteContent): readonly PaletteItem[] {
  const study = route.view === 'study' ? studies.find(({ id }) => id === route.study) : undefined;
  if (!study) return [];
  return STUDY_TABS.map((tab) => ({
    id: `tab ${tab}`,
    kind: 'Tab',
    title: TAB_TITLES[tab],
    detail: study.name,
    target: { link: studyLink(study.id, tab) },
  }));
}

function commandItem(id: CommandId): PaletteItem {
  const { label, link, group } = command(id);
  return {
    id: `command ${id}`,
    kind: link === undefined ? 'Command' : 'Page',
    title: label,
    detail: group,
    target: { command: id },
  };
}

function studyItem(study: StudyHead): PaletteItem {
  return {
    id: `study ${study.id}`,
    kind: 'Study',
    title: study.name,
    detail: STATE_LABELS[studyState(study)],
    target: { link: studyLink(study.id) },
  };
}

function runItems(study: StudyHead): readonly PaletteItem[] {
  return study.runs.map(({ id, architecture, configuration }) => ({
    id: `run ${id}`,
    kind: 'Run',
    title: ARCHITECTURE_TITLES[architecture],
    detail: `${study.name} · SEED ${configuration.SEED}`,
    target: { link: studyLink(study.id, 'training', { run: id }) },
  }));
}

const STUDY_COMMANDS = {
  pause: 'Pause',
  continue: 'Continue',
  stop: 'Stop',
  resume: 'Resume',
} as const;
export type StudyCommand = keyof typeof STUDY_COMMANDS;

/** What studies can be told in their states, as actions; `give` tells them. */
export function studyCommandActions(
  studies: readonly StudyHead[],
  give: (name: StudyCommand, study: StudyHead) => void,
): readonly OfferedAction[] {
  return studies.flatMap((study) => {
    const can = studyActions(study);
    const names = (Object.keys(STUDY_COMMANDS) as StudyCommand[]).filter((name) => can[name]);
    return names.map((name) => ({
      id: `${name} ${study.id}`,
      label: `${STUDY_COMMANDS[name]} “${study.name}”`,
      run: () => give(name, study),
    }));
  });
}

function actionItem({ id, label, run }: OfferedAction): PaletteItem {
  return { id: `action ${id}`, kind: 'Action', title: label, detail: '', target: { run } };
}
