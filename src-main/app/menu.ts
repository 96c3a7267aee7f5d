import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron';

/** What the menu can do besides the roles that the platform knows. */
export interface MenuActions {
  readonly home: string;
  showPage(hash: string): void;
}

/** The application menu as the platform has it. */
export function installMenu({ home, showPage }: MenuActions): void {
  const onMac = process.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => showPage('#/settings'),
  };
  const template: MenuItemConstructorOptions[] = [
    ...(onMac ? [applicationMenu(settings)] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New Study', accelerator: 'CmdOrCtrl+N', click: () => showPage('#/new') },
        { label: 'Import Models Folder…', accelerator: 'CmdOrCtrl+I', click: () => showPage('#/import') },
        { label: 'Verify Passport…', click: () => showPage('#/verify') },
        { label: 'Studies', accelerator: 'CmdOrCtrl+L', click: () => showPage('#/studies') },
        { type: 'separator' },
        {
          label: onMac ? 'Show Home Folder in Finder' : 'Open Home Folder',
          click: () => void shell.openPath(home),
        },
        ...(onMac ? [] : [settings]),
        { type: 'separator' },
        onMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'reload' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    ...(onMac ? [] : [{ label: '&Help', submenu: [{ role: 'about' } as const] }]),
  ];
  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: app.getVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** The menu that macOS names after the application: Electron's own one with the settings, where macOS has them. */
function applicationMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: app.getName(),
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}
