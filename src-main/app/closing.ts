import { type BrowserWindow, dialog } from 'electron';
import type { Backend } from '../ipc';

/** An engine gets this long to end its step and to write its checkpoint. */
const PATIENCE_MILLISECONDS = 60_000;

export type ClosingChoice = 'background' | 'stop' | 'cancel';

const CHOICES = [
  { choice: 'background', label: 'Keep training in the background' },
  { choice: 'stop', label: 'Stop and quit' },
  { choice: 'cancel', label: 'Cancel' },
] as const satisfies readonly { choice: ClosingChoice; label: string }[];

/** Asks what shall become of the training when its window is closed. */
export async function askAboutTraining(window: BrowserWindow): Promise<ClosingChoice> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'A study is training',
    message: 'A study is training. What shall happen to it?',
    detail:
      'Stopping writes a checkpoint, so that training can be resumed later. In the background it goes on without ' +
      'a window; start Unroll again to see it.',
    buttons: CHOICES.map(({ label }) => label),
    defaultId: 0,
    cancelId: CHOICES.length - 1,
    noLink: true,
  });
  return CHOICES[response]?.choice ?? 'cancel';
}

/** Stops all training, with a checkpoint, and lets the window say that this takes a moment. */
export async function stopTraining(backend: Backend, window: BrowserWindow | null): Promise<void> {
  window?.setTitle('Unroll: stopping and writing a checkpoint…');
  await backend.stopTraining(PATIENCE_MILLISECONDS);
}
