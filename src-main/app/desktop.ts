import { BrowserWindow, dialog, type FileFilter, nativeTheme, type OpenDialogOptions, shell } from 'electron';
import type { Theme } from '../../src-shared/contract/requests/application';
import type { ChosenPath, ChosenPlace, Desktop } from '../ipc';

const ALL_FILES = { name: 'All files', extensions: ['*'] };
const DATA_FILES = { name: 'Data (JSON lines, parquet)', extensions: ['jsonl', 'gz', 'json', 'parquet'] };
const CHECKPOINT_FILES = { name: 'PyTorch checkpoints, bundles', extensions: ['pt', 'pth', 'zip'] };
const PASSPORT_FILES = { name: 'Passports', extensions: ['json'] };
const VERIFIED_FILES = { name: 'Passports, reports', extensions: ['json', 'html'] };
const BUNDLE_FILES = { name: 'Bundles', extensions: ['zip'] };

const CHOICES: Readonly<Record<ChosenPath, OpenDialogOptions>> = {
  file: { properties: ['openFile'], filters: [DATA_FILES, ALL_FILES] },
  checkpoint: { properties: ['openFile'], filters: [CHECKPOINT_FILES, ALL_FILES] },
  passport: { properties: ['openFile'], filters: [VERIFIED_FILES, ALL_FILES] },
  folder: { properties: ['openDirectory'] },
};

const PLACES: Readonly<Record<ChosenPlace, readonly FileFilter[]>> = {
  passport: [PASSPORT_FILES],
  bundle: [BUNDLE_FILES],
  report: [{ name: 'Web pages', extensions: ['html'] }],
  folder: [],
  png: [{ name: 'PNG pictures', extensions: ['png'] }],
  svg: [{ name: 'SVG pictures', extensions: ['svg'] }],
  csv: [{ name: 'Comma-separated values', extensions: ['csv'] }],
  md: [{ name: 'Markdown', extensions: ['md'] }],
  tex: [{ name: 'LaTeX', extensions: ['tex'] }],
  json: [{ name: 'JSON', extensions: ['json'] }],
};

/** The desktop as request handlers see it: what the application does of it, and the system's dialogs. */
export function electronDesktop(
  application: Omit<Desktop, 'choosePath' | 'choosePlace' | 'openPath'>,
): Desktop {
  return {
    ...application,
    async openPath(path) {
      const problem = await shell.openPath(path);
      if (problem) throw new Error(`${path}: ${problem}`);
    },
    async choosePath(what) {
      const options = CHOICES[what];
      const window = BrowserWindow.getFocusedWindow();
      const { filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      return filePaths[0] ?? null;
    },
    async choosePlace(what, name) {
      const options = { defaultPath: name, filters: [...PLACES[what]] };
      const window = BrowserWindow.getFocusedWindow();
      const { filePath } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      return filePath || null;
    },
  };
}

/** Lets the system draw menus and dialogs, and pages that follow it, in a theme. */
export function showTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}
