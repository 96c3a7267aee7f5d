import type { Desktop } from '../../src-main/ipc/desktop';

/** A desktop on which nobody sits: dialogs are cancelled, nothing is opened. */
export const noDesktop: Desktop = {
  theme: () => 'system',
  setTheme: () => {},
  starterWasDeclined: () => true,
  declineStarter: () => {},
  openPath: async () => {},
  choosePath: async () => null,
  choosePlace: async () => null,
};
