/** What the application does at a key, from the menu or from the palette: one table, so that all three agree. */
import { type Page, pageLink } from './routes';

export const COMMAND_GROUPS = ['File', 'Edit', 'View', 'Go', 'Help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface Command {
  readonly label: string;
  readonly group: CommandGroup;
  /** In Electron's notation, such as `CmdOrCtrl+K`. */
  readonly key?: string;
  /** On macOS, where its custom is another. */
  readonly macKey?: string;
  /** The place that it leads to; it does nothing else. */
  readonly link?: string;
  /** Who does it, where it leads nowhere: the main process, or the window that is in front. */
  readonly by?: 'application' | 'window';
}

const page = (label: string, view: Page, key?: string): Command => ({
  label,
  group: 'View',
  link: pageLink(view),
  ...(key === undefined ? {} : { key }),
});

export const COMMANDS = {
  'new-study': { label: 'New study', group: 'File', key: 'CmdOrCtrl+N', link: pageLink('new-study') },
  'new-window': { label: 'New window', group: 'File', key: 'CmdOrCtrl+Shift+N', by: 'application' },
  palette: { label: 'Search and run…', group: 'File', key: 'CmdOrCtrl+K', by: 'window' },
  import: {
    label: 'Import models or a bundle…',
    group: 'File',
    key: 'CmdOrCtrl+I',
    link: pageLink('import'),
  },
  export: { label: 'Export from this view…', group: 'File', key: 'CmdOrCtrl+Shift+E', by: 'window' },
  'export-report': { label: 'Report of the study…', group: 'File', by: 'window' },
  verify: { label: 'Verify a passport or report…', group: 'File', link: pageLink('verify') },
  settings: { label: 'Settings…', group: 'File', key: 'CmdOrCtrl+,', link: pageLink('settings') },
  'open-home': { label: 'Open home folder', group: 'File', by: 'application' },

  undo: { label: 'Undo', group: 'Edit', key: 'CmdOrCtrl+Z', by: 'window' },
  'copy-shown': {
    label: 'Copy a table or picture of this view…',
    group: 'Edit',
    key: 'CmdOrCtrl+Shift+X',
    by: 'window',
  },
  'copy-link': { label: 'Copy link to this view', group: 'Edit', key: 'CmdOrCtrl+Shift+C', by: 'window' },

  studies: page('Studies', 'studies', 'CmdOrCtrl+1'),
  runs: page('Runs', 'runs', 'CmdOrCtrl+2'),
  queue: page('Queue', 'queue', 'CmdOrCtrl+3'),
  sweeps: page('Sweeps', 'sweep'),
  trash: page('Recently deleted', 'trash'),
  'new-sweep': { label: 'New sweep', group: 'File', link: pageLink('new-study', { kind: 'sweep' }) },
  comparison: page('Compare', 'comparison', 'CmdOrCtrl+4'),
  examples: page('Examples', 'examples', 'CmdOrCtrl+5'),
  attention: page('Attention', 'attention', 'CmdOrCtrl+6'),
  playground: page('Playground', 'playground', 'CmdOrCtrl+7'),
  'theme-light': { label: 'Light theme', group: 'View', by: 'application' },
  'theme-dark': { label: 'Dark theme', group: 'View', by: 'application' },
  'theme-system': { label: 'Theme as the system', group: 'View', by: 'application' },
  'zoom-in': { label: 'Zoom in', group: 'View', key: 'CmdOrCtrl+Plus', by: 'application' },
  'zoom-out': { label: 'Zoom out', group: 'View', key: 'CmdOrCtrl+-', by: 'application' },
  'zoom-reset': { label: 'Actual size', group: 'View', key: 'CmdOrCtrl+0', by: 'application' },

  back: { label: 'Back', group: 'Go', key: 'Alt+Left', macKey: 'Cmd+[', by: 'application' },
  forward: { label: 'Forward', group: 'Go', key: 'Alt+Right', macKey: 'Cmd+]', by: 'application' },

  help: { label: 'Metrics and terms', group: 'Help', key: 'F1', link: pageLink('help') },
  shortcuts: {
    label: 'Keyboard shortcuts',
    group: 'Help',
    key: 'CmdOrCtrl+/',
    link: pageLink('help', { part: 'shortcuts' }),
  },
  guide: { label: 'First steps', group: 'Help', by: 'window' },
  'open-log': { label: 'Show log file', group: 'Help', by: 'application' },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[];

type DoneBy<By extends Command['by']> = {
  [Id in CommandId]: (typeof COMMANDS)[Id] extends { readonly by: By } ? Id : never;
}[CommandId];

/** Commands that the main process carries out. */
export type ApplicationCommand = DoneBy<'application'>;
/** Commands that the window in front carries out. */
export type WindowCommand = DoneBy<'window'>;

export const APPLICATION_COMMANDS = COMMAND_IDS.filter(isApplicationCommand);

export function isApplicationCommand(id: CommandId): id is ApplicationCommand {
  return command(id).by === 'application';
}

/** A command, with what it may lack. */
export function command(id: CommandId): Command {
  return COMMANDS[id];
}

/** The key of a command on a platform (`process.platform`); null where it has none. */
export function keyOf({ key, macKey }: Command, platform: string): string | null {
  return (platform === 'darwin' ? (macKey ?? key) : key) ?? null;
}

const MAC_SIGNS: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Cmd: '⌘', Shift: '⇧', Alt: '⌥' };
const NAMES: Readonly<Record<string, string>> = { CmdOrCtrl: 'Ctrl', Plus: '+', Left: '←', Right: '→' };

/** The parts of a key as people read them on a platform: `Ctrl`, `K`. */
export function keyNames(key: string, platform: string): readonly string[] {
  return key
    .split(/\+(?=.)/)
    .map((part) => (platform === 'darwin' ? MAC_SIGNS[part] : undefined) ?? NAMES[part] ?? part);
}

/** Keys that views answer to, beside those of commands. */
export const VIEW_KEYS: readonly { readonly keys: readonly string[]; readonly meaning: string }[] = [
  { keys: ['/'], meaning: 'Search in the view, where it can be searched' },
  { keys: ['J', 'K'], meaning: 'Next and previous row' },
  { keys: ['Esc'], meaning: 'Close what is open; from a study back to the list' },
];
