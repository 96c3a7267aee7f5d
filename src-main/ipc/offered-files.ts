import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { CONFIGURATION_KEYS } from '../../src-shared/domain/configuration';
import type { OfferedFiles, OfferedKind } from '../../src-shared/domain/offered-files';
import { PASSPORT_FORMAT } from '../../src-shared/domain/passport';
import { pageLink } from '../../src-shared/domain/routes';

const KNOWN =
  'Unroll opens a folder of PyTorch models, a checkpoint (.pt, .pth), a bundled run (.zip), a study report (.html), a ' +
  'passport (.json), a data set (.jsonl, .jsonl.gz, .parquet) or a folder of Python files.';

/** How deep a folder is searched for Python files, and how many entries of it are looked at. */
const DEPTH = 3;
const MOST_ENTRIES = 5000;
/** A passport says what it is within its first bytes; settings are small files. */
const BEGINNING_BYTES = 65_536;

/** What files and folders that somebody offers are taken for, and where they are dealt with. Never rejects. */
export async function describeFiles(paths: readonly string[]): Promise<OfferedFiles> {
  if (paths.length !== 1) return unknown('Open one file or folder at a time.');
  const [file] = paths;
  try {
    const found = await stat(file);
    if (found.isDirectory()) return await describeFolder(file);
    // Whoever opens a pipe waits for somebody who writes into it.
    if (!found.isFile()) return unknown(`${path.basename(file)} is neither a file nor a folder.`);
    return await describeFile(file);
  } catch (error) {
    return unknown(`${file} cannot be read: ${(error as Error).message}`);
  }
}

async function describeFolder(folder: string): Promise<OfferedFiles> {
  const entries = await readdir(folder);
  if (entries.some(isCheckpoint)) return known('models', pageLink('import', { path: folder }));
  const models = path.join(folder, 'models');
  if (entries.includes('models') && (await holdsCheckpoint(models)))
    return known('models', pageLink('import', { path: models }));
  if (await holdsPython(folder)) return known('python-folder', pageLink('new-study', { source: folder }));
  return unknown(`${path.basename(folder)} holds neither PyTorch checkpoints nor Python files. ${KNOWN}`);
}

async function holdsCheckpoint(folder: string): Promise<boolean> {
  return (await stat(folder)).isDirectory() && (await readdir(folder)).some(isCheckpoint);
}

async function holdsPython(folder: string): Promise<boolean> {
  let looked = 0;
  const search = async (place: string, depth: number): Promise<boolean> => {
    const all = await readdir(place, { withFileTypes: true }).catch((error: unknown) => {
      // Others of its folders may be read.
      if (place !== folder) return [];
      throw error;
    });
    const entries = all.slice(0, MOST_ENTRIES - looked);
    looked += entries.length;
    if (entries.some((entry) => entry.isFile() && entry.name.endsWith('.py'))) return true;
    if (depth === 0) return false;
    for (const entry of entries)
      if (entry.isDirectory() && (await search(path.join(place, entry.name), depth - 1))) return true;
    return false;
  };
  return search(folder, DEPTH);
}

async function describeFile(file: string): Promise<OfferedFiles> {
  const name = path.basename(file).toLowerCase();
  if (isCheckpoint(name)) return known('models', pageLink('import', { path: file }));
  if (name.endsWith('.zip')) return known('bundle', pageLink('import', { path: file }));
  if (/\.html?$/.test(name)) return known('report', pageLink('verify', { report: file }));
  if (name.endsWith('.json')) return describeJson(file);
  if (/\.(jsonl|parquet)$|\.jsonl?\.gz$/.test(name))
    return known('data', pageLink('new-study', { source: file }));
  if (name.endsWith('.py'))
    return unknown(`${path.basename(file)} is a single Python file. Open the folder that it lies in.`);
  return unknown(`${path.basename(file)} is no kind of file that Unroll knows. ${KNOWN}`);
}

/** A passport, a run's settings, or rows of data. */
async function describeJson(file: string): Promise<OfferedFiles> {
  const beginning = await readBeginning(file);
  if (beginning.includes(`"${PASSPORT_FORMAT}"`))
    return known('passport', pageLink('verify', { passport: file }));
  if (isConfiguration(beginning))
    return unknown(
      `${path.basename(file)} holds settings of a run, no examples. To import models, open the folder that it lies in.`,
    );
  return known('data', pageLink('new-study', { source: file }));
}

async function readBeginning(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isConfiguration(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.keys(value).some((key) => Object.hasOwn(CONFIGURATION_KEYS, key))
    );
  } catch {
    return false;
  }
}

function isCheckpoint(name: string): boolean {
  return /\.(pt|pth)$/i.test(name);
}

function known(kind: OfferedKind, link: string): OfferedFiles {
  return { kind, link, message: '' };
}

function unknown(message: string): OfferedFiles {
  return { kind: 'unknown', link: null, message };
}
