import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  BUNDLE_FORMAT,
  BUNDLE_HISTORY,
  BUNDLE_MANIFEST,
  BUNDLE_VERSION,
  type BundleContent,
  type BundleManifest,
} from '../../../src-shared/domain/bundle';
import { UserError } from '../../../src-shared/domain/errors';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import { isBeingWritten, writeFileAtomically } from '../../files/atomic-file';
import { isPreviousGeneration } from '../checkpoint/run-folder';
import { applicationVersion } from '../environment';
import type { FileDescription } from '../files/describe-file';
import { type DescribedEntry, entryOf, entryOfFile, zipContent } from '../files/zip/write-zip';
import { readableJson } from '../passport/canonical-json';
import { advancing, type Work } from '../work';

/**
 * Writes a run of a home, with all its files and those of its study, as a ZIP archive: equal runs make equal bytes. Files
 * are streamed, never held whole.
 * @throws UserError when a file is not what the history says of it, or is missing.
 */
export async function writeBundle(
  home: string,
  { bundled, history, artefacts }: BundleContent,
  path: string,
  work: Work,
): Promise<FileDescription> {
  const names = [
    ...(await filesIn(home, `runs/${bundled.run}`)),
    ...(await filesIn(home, `studies/${bundled.study}`)),
  ];
  let total = 0;
  for (const name of names) total += (await stat(join(home, name))).size;
  // Read once for its checksum and once to be written.
  const advance = advancing('Bundling', 2 * total, 'bytes', work);
  const files: DescribedEntry[] = [entryOf(BUNDLE_HISTORY, history)];
  for (const name of names) files.push(await entryOfFile(name, join(home, name), advance));
  refuseDamaged(files, artefacts);
  const manifest: BundleManifest = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    application: applicationVersion(),
    ...bundled,
    files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
  };
  return writeFileAtomically(path, zipContent([entryOf(BUNDLE_MANIFEST, readableJson(manifest)), ...files]));
}

/**
 * Names of a folder's whole files in the home, in the order of their characters, without the checkpoints that are kept in
 * case newer ones break. An imported run may have no files of its own.
 */
async function filesIn(home: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(home, folder), { withFileTypes: true }).catch(ignoreMissing);
  return (entries ?? [])
    .filter((entry) => entry.isFile() && !isBeingWritten(entry.name) && !isPreviousGeneration(entry.name))
    .map(({ name }) => `${folder}/${name}`)
    .sort();
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw new UserError(`${error.path}: cannot be read (${error.message})`);
}

function refuseDamaged(files: readonly DescribedEntry[], artefacts: readonly ArtefactRecord[]): void {
  for (const { path, sha256: recorded } of artefacts) {
    const file = files.find(({ name }) => name === path);
    if (!file) throw new UserError(`${path}: is missing from the home, so the run cannot be bundled whole`);
    if (file.sha256 !== recorded)
      throw new UserError(
        `${path}: is not the file that was recorded (SHA-256 ${file.sha256.slice(0, 12)}…, recorded ` +
          `${recorded.slice(0, 12)}…), so the run cannot be bundled`,
      );
  }
}
