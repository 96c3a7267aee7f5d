import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { RecentItem, Theme } from '../../src-shared/contract/requests/application';
import { command, type CommandId, keyOf } from '../../src-shared/domain/commands';

/** What the menu shows, and what it does besides the roles that the platform knows. */
export interface MenuHost {
  readonly theme: Theme;
  /** Visited places, the last one first. */
  readonly recent: readonly RecentItem[];
  run(id: CommandId): void;
  showLink(link: string): void;
  clearRecent(): void;
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };
const MOST_RECENT = 10;

/** The application menu as the platform has it. */
export function installMenu(host: MenuHost): void {
  const onMac = process.platform === 'darwin';
  const item = (id: CommandId): Item => itemOf(id, host);
  const template: Item[] = [
    ...(onMac ? [applicationMenu(item('settings'))] : []),
    fileMenu(host, item, onMac),
    editMenu(item),
    viewMenu(host, item),
    { label: '&Go', submenu: [item('back'), item('forward')] },
    { role: 'windowMenu' },
    helpMenu(item, onMac),
  ];
  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: app.getVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function itemOf(id: CommandId, { run }: MenuHost): Item {
  const key = keyOf(command(id), process.platform);
  return { label: command(id).label, ...(key ? { accelerator: key } : {}), click: () => run(id) };
}

function fileMenu(host: MenuHost, item: (id: CommandId) => Item, onMac: boolean): Item {
  return {
    label: '&File',
    submenu: [
      item('new-study'),
      item('new-window'),
      recentMenu(host),
      item('palette'),
      SEPARATOR,
      item('import'),
      { label: 'Export', submenu: [item('export'), item('export-report')] },
      item('verify'),
      SEPARATOR,
      item('open-home'),
      ...(onMac ? [] : [item('settings')]),
      SEPARATOR,
      { role: 'close' },
      ...(onMac ? [] : [{ role: 'quit' } as const]),
    ],
  };
}

function recentMenu({ recent, showLink, clearRecent }: MenuHost): Item {
  return {
    label: 'Open recent',
    enabled: recent.length > 0,
    submenu: [
      // A single & would mark the letter after it.
      ...recent.slice(0, MOST_RECENT).map(({ title, link }): Item => ({
        label: title.replaceAll('&', '&&'),
        click: () => showLink(link),
      })),
      SEPARATOR,
      { label: 'Clear recent items', click: clearRecent },
    ],
  };
}

function editMenu(item: (id: CommandId) => Item): Item {
  return {
    label: '&Edit',
    submenu: [
      // The window itself hears the key: in a text field it undoes typing.
      { ...item('undo'), registerAccelerator: false },
      { role: 'redo' },
      SEPARATOR,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      SEPARATOR,
      item('copy-shown'),
      item('copy-link'),
    ],
  };
}

function viewMenu({ theme, run }: MenuHost, item: (id: CommandId) => Item): Item {
  const themeItem = (value: Theme, label: string): Item => ({
    label,
    type: 'radio',
    checked: theme === value,
    click: () => run(`theme-${value}`),
  });
  return {
    label: '&View',
    submenu: [
      ...(['studies', 'runs', 'queue'] as const).map(item),
      SEPARATOR,
      ...(['comparison', 'examples', 'attention', 'playground'] as const).map(item),
      SEPARATOR,
      {
        label: 'Theme',
        submenu: [
          themeItem('light', 'Light'),
          themeItem('dark', 'Dark'),
          themeItem('system', 'As the system'),
        ],
      },
      item('zoom-reset'),
      item('zoom-in'),
      // Without Shift, which the plus of many keyboards needs.
      { ...item('zoom-in'), accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
      item('zoom-out'),
      SEPARATOR,
      { role: 'togglefullscreen' },
      { role: 'reload' },
      { role: 'toggleDevTools' },
    ],
  };
}

function helpMenu(item: (id: CommandId) => Item, onMac: boolean): Item {
  return {
    role: 'help',
    label: '&Help',
    submenu: [
      item('guide'),
      item('help'),
      item('shortcuts'),
      SEPARATOR,
      item('open-log'),
      ...(onMac ? [] : [SEPARATOR, { role: 'about' } as const]),
    ],
  };
}

/** The menu that macOS names after the application: Electron's own one with the settings, where macOS has them. */
function applicationMenu(settings: Item): Item {
  return {
    label: app.getName(),
    submenu: [
      { role: 'about' },
      SEPARATOR,
      settings,
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      { role: 'quit' },
    ],
  };
}
