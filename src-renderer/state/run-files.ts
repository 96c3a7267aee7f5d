import type { RunHead } from '../../src-shared/domain/study-list';
import { request } from '../client/client';
import { fileName } from './saving';

/** What can be written of a run. */
export type WrittenThing = 'passport' | 'bundle' | 'notebook' | 'safetensors';

const ENDINGS: Readonly<Record<WrittenThing, string>> = {
  passport: '.passport.json',
  bundle: '.zip',
  notebook: '-notebook',
  safetensors: '-safetensors',
};

/** Asks where, and writes there. Resolves to the path, or null when the dialog was cancelled. */
export async function writeThing(
  what: WrittenThing,
  { id, architecture }: RunHead,
  study: string,
): Promise<string | null> {
  const isFile = what === 'passport' || what === 'bundle';
  const name = fileName(`${study} ${architecture}`, ENDINGS[what]);
  const path = await request('data.place', { what: isFile ? what : 'folder', name });
  if (path === null) return null;
  if (isFile) await request(`runs.${what}`, { run: id, path });
  else await request('runs.export', { run: id, path, format: what });
  return path;
}
