import type { Desktop } from '../../src-main/ipc/desktop';

/** A desktop on which nobody sits: dialogs are cancelled, nothing is opened. */
export const noDesktop: Desktop = {
  changePreferences: () => {},
  visited: () => {},
  run: () => {},
  openWindow: () => {},
  openPath: async () => {},
  choosePath: async () => null,
  choosePlace: async () => null,
};
