import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE_HISTORY, BUNDLE_MANIFEST, type BundleManifest } from '../../../src-shared/domain/bundle';
import { UserError } from '../../../src-shared/domain/errors';
import { PART, writeFileAtomically } from '../../files/atomic-file';
import { describeFile } from '../files/describe-file';
import { isZip, ZipArchive } from '../files/zip/zip-archive';
import { advancing, type Work } from '../work';
import { parseManifest } from './manifest';

const LARGEST_MANIFEST = 1024 * 1024;
/** In a home: where bundles are unpacked before they take their places. */
const STAGING = 'imports';
/** Age from which what lies there belongs to a process that died. */
const ABANDONED_MILLISECONDS = 24 * 60 * 60 * 1000;

/** A bundle whose files lie, verified, in a folder of their own, under their paths in a home. */
export interface UnpackedBundle {
  readonly manifest: BundleManifest;
  /** Absolute. */
  readonly folder: string;
}

/** Whether a file is a bundle, by its content. False where it is a folder, or anything else. */
export async function isBundle(path: string): Promise<boolean> {
  if (!(await stat(path).catch(() => null))?.isFile()) return false;
  const file = await open(path);
  try {
    const beginning = Buffer.alloc(LOCAL_HEADER_AND_NAME);
    await file.read(beginning, 0, beginning.length, 0);
    // A bundle's manifest is its first entry.
    return isZip(beginning) && beginning.toString('latin1', HEADER_BYTES) === BUNDLE_MANIFEST;
  } finally {
    await file.close();
  }
}

const HEADER_BYTES = 30;
const LOCAL_HEADER_AND_NAME = HEADER_BYTES + BUNDLE_MANIFEST.length;

/**
 * Unpacks a bundle into a new folder of the home and verifies every file. Nothing is left when it fails.
 * @throws UserError naming the bundle, and the entry, when it is broken, hostile, or its study is in the home with
 *   other files.
 */
export async function unpackBundle(home: string, path: string, work: Work): Promise<UnpackedBundle> {
  return ZipArchive.with(path, async (archive) => {
    const manifest = await readManifest(archive, path);
    refuseOtherEntries(archive, manifest, path);
    await refuseOtherStudy(home, manifest, path);
    await removeAbandoned(join(home, STAGING));
    const folder = join(home, STAGING, `${manifest.run}.${randomUUID()}${PART}`);
    try {
      await unpackInto(folder, archive, manifest, path, work);
      return { manifest, folder };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  });
}

async function readManifest(archive: ZipArchive, path: string): Promise<BundleManifest> {
  const entry = archive.find(BUNDLE_MANIFEST);
  if (!entry) throw new UserError(`${path}: no bundle of a run (it has no ${BUNDLE_MANIFEST})`);
  return parseManifest((await archive.readWhole(entry, LARGEST_MANIFEST)).toString('utf8'), path);
}

function refuseOtherEntries(archive: ZipArchive, { files }: BundleManifest, path: string): void {
  const listed = new Map(files.map((file) => [file.name, file]));
  const surplus = archive.entries.find(({ name }) => name !== BUNDLE_MANIFEST && !listed.has(name));
  if (surplus) throw new UserError(`${path}: holds ${surplus.name}, which ${BUNDLE_MANIFEST} does not list`);
  for (const { name, bytes } of files)
    if (archive.find(name)?.bytes !== bytes)
      throw new UserError(
        `${path}: ${name} is missing, or not of the ${bytes} bytes that ${BUNDLE_MANIFEST} says`,
      );
  if (!listed.has(BUNDLE_HISTORY))
    throw new UserError(`${path}: not a whole bundle: it has no ${BUNDLE_HISTORY}`);
}

/** Runs that join a study must have its data: a study of which the home has files must have the same. */
async function refuseOtherStudy(home: string, { study, files }: BundleManifest, path: string): Promise<void> {
  for (const { name, sha256 } of files) {
    const here = join(home, name);
    if (!name.startsWith('studies/') || !existsSync(here)) continue;
    if ((await describeFile(here)).sha256 !== sha256)
      throw new UserError(
        `${path}: study ${study} is in this home with another ${name}, so the run cannot join it; import it into another home (--home)`,
      );
  }
}

async function unpackInto(
  folder: string,
  archive: ZipArchive,
  { files }: BundleManifest,
  path: string,
  work: Work,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const advance = advancing('Unpacking', total, 'bytes', work);
  for (const { name, sha256 } of files) {
    const written = await writeFileAtomically(join(folder, name), archive.read(archive.find(name)!, advance));
    if (written.sha256 !== sha256)
      throw new UserError(
        `${path}: ${name} is damaged: it does not have the SHA-256 that ${BUNDLE_MANIFEST} says`,
      );
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const stats = await stat(join(folder, name)).catch(() => null);
    if (stats && Date.now() - stats.mtimeMs > ABANDONED_MILLISECONDS)
      await rm(join(folder, name), { recursive: true, force: true });
  }
}
