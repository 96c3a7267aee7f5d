import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new home folder and what removes it, also while processes that end still write to it. */
export function temporaryHome(): { home: string; remove: () => void } {
  const home = mkdtempSync(path.join(tmpdir(), 'unroll-home-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 10 }) };
}
