import { BrowserWindow, dialog, nativeTheme, type OpenDialogOptions, shell } from 'electron';
import type { Desktop } from '../ipc';
import type { Preferences } from '../preferences/preferences';

const DATA_FILES = [
  { name: 'Data (JSON lines, parquet)', extensions: ['jsonl', 'gz', 'json', 'parquet'] },
  { name: 'All files', extensions: ['*'] },
];

/** The desktop as request handlers see it. */
export function electronDesktop(preferences: Preferences): Desktop {
  nativeTheme.themeSource = preferences.values.theme;
  return {
    theme: () => preferences.values.theme,
    setTheme(theme) {
      preferences.change({ theme });
      nativeTheme.themeSource = theme;
    },
    starterWasDeclined: () => preferences.values.starterDeclined,
    declineStarter: () => preferences.change({ starterDeclined: true }),
    async openFolder(folder) {
      const problem = await shell.openPath(folder);
      if (problem) throw new Error(`${folder}: ${problem}`);
    },
    async choosePath(what) {
      const options: OpenDialogOptions =
        what === 'file'
          ? { properties: ['openFile'], filters: DATA_FILES }
          : { properties: ['openDirectory'] };
      const window = BrowserWindow.getFocusedWindow();
      const { filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      return filePaths[0] ?? null;
    },
  };
}
