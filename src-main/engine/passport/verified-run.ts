import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { VerifyJob } from '../../../src-shared/contract/engine/jobs';
import { type Architecture, ARCHITECTURES } from '../../../src-shared/domain/architecture';
import { parseConfiguration } from '../../../src-shared/domain/configuration';
import { UserError } from '../../../src-shared/domain/errors';
import type { PassportContent } from '../../../src-shared/domain/passport';
import type { RunDescription } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { Vocabularies } from '../data/prepare';
import { type DescribedCheckpoint, describeCheckpoint } from './describe-files';
import { recordedContent, runCheckpoint, runTokenizers, tokenizersAt } from './run-content';
import type { VerifiedRun } from './verify-passport';

const RUN_FILE = 'run.json';
const CONFIGURATION_FILE = 'config.json';

/**
 * What a passport is to be verified with. Files that are broken inside are part of the verification.
 * @throws UserError when there is nothing at the place that was named.
 */
export async function openVerifiedRun({ home, checkpoint }: VerifyJob): Promise<VerifiedRun> {
  if (checkpoint === null) return { known: {}, vocabularies: null, weights: null, problem: null };
  if (checkpoint.kind === 'folder') return openFolder(resolve(checkpoint.path));
  const { tokenizers, ...vocabularies } = await runTokenizers(home, checkpoint.study);
  const known = { ...recordedContent(checkpoint.recorded), tokenizers };
  return withWeights(known, vocabularies, runCheckpoint(home, checkpoint.run));
}

/** A folder of exported weights, or that of a run in some home, whose study's folder then has the vocabularies. */
async function openFolder(folder: string): Promise<VerifiedRun> {
  const weights = join(folder, await weightsFile(folder));
  const description = await readDescription(folder);
  const study =
    description.study === undefined ? null : StudyFolder.of(dirname(dirname(folder)), description.study);
  const places = [new StudyFolder(folder), ...(study ? [study] : [])];
  const place = places.find((candidate) => existsSync(candidate.path('source-vocabulary')));
  const files = place
    ? await tokenizersAt(place.path('source-vocabulary'), place.path('target-vocabulary'))
    : null;
  const { tokenizers, ...vocabularies } = files ?? {};
  const known = { ...description.known, ...(tokenizers ? { tokenizers } : {}) };
  return withWeights(known, files && (vocabularies as Vocabularies), describeCheckpoint(weights));
}

async function weightsFile(folder: string): Promise<string> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new UserError(`${folder}: cannot be read (${error.message}); --checkpoint names a folder`);
  });
  const weights = names.filter((name) => name.endsWith('.safetensors'));
  if (weights.includes('best.safetensors')) return 'best.safetensors';
  if (weights.length === 1) return weights[0];
  const found = weights.length === 0 ? 'no .safetensors file' : `${weights.length} .safetensors files`;
  throw new UserError(`${folder}: has ${found}; there must be best.safetensors or just one`);
}

interface FolderDescription {
  readonly known: Partial<PassportContent>;
  readonly study?: string;
}

/** What a folder says of its run: `run.json` as runs have it, else `config.json` as exports do. */
async function readDescription(folder: string): Promise<FolderDescription> {
  const path = [RUN_FILE, CONFIGURATION_FILE]
    .map((name) => join(folder, name))
    .find((file) => existsSync(file));
  if (path === undefined) return { known: {} };
  const text = await readFile(path, 'utf8');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path}: not JSON (${(error as Error).message})`);
  }
  const { study, architecture, configuration = document } = (document ?? {}) as Partial<RunDescription>;
  const { values } = parseConfiguration(configuration, path);
  const run = isArchitecture(architecture) ? { id: '', name: '', architecture, parameters: null } : undefined;
  const known = { configuration: values as PassportContent['configuration'], ...(run ? { run } : {}) };
  return { known, ...(typeof study === 'string' && /^\w+$/.test(study) ? { study } : {}) };
}

function isArchitecture(name: unknown): name is Architecture {
  return ARCHITECTURES.some((architecture) => architecture === name);
}

/** A file whose structure is broken is a problem of the weights. */
async function withWeights(
  known: Partial<PassportContent>,
  vocabularies: Vocabularies | null,
  checkpoint: Promise<DescribedCheckpoint>,
): Promise<VerifiedRun> {
  try {
    const { description, tensors, path } = await checkpoint;
    return {
      known: { ...known, checkpoint: description },
      vocabularies,
      weights: { tensors, origin: path },
      problem: null,
    };
  } catch (error) {
    if (error instanceof UserError) return { known, vocabularies, weights: null, problem: error.message };
    throw error;
  }
}
