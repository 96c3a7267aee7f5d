import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Sees to it that the disk has a file, or the names in a folder, as they are now. Windows cannot open folders, and needs no flush of them. */
export function flush(path: string, what: 'file' | 'folder'): void {
  if (what === 'folder' && process.platform === 'win32') return;
  const handle = openSync(path, what === 'file' ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
