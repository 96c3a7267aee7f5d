import type { RequestInput } from '../../src-shared/contract/channels';
import type { Run } from '../../src-shared/domain/run';
import { request } from '../client/client';

/** What can be written of a run. */
export type WrittenFile = RequestInput<'data.place'>['what'];

const ENDINGS: Readonly<Record<WrittenFile, string>> = { passport: '.passport.json', bundle: '.zip' };

/** Asks where, and writes there. Resolves to the path, or null when the dialog was cancelled. */
export async function writeFile(
  what: WrittenFile,
  { id, architecture }: Run,
  study: string,
): Promise<string | null> {
  const name = fileName(`${study} ${architecture}`, ENDINGS[what]);
  const path = await request('data.place', { what, name });
  if (path === null) return null;
  await request(`runs.${what}`, { run: id, path });
  return path;
}

/** A name that every file system takes. */
export function fileName(text: string, ending: string): string {
  const plain = text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${plain.slice(0, 100) || 'run'}${ending}`;
}
