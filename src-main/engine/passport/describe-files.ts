import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UserError } from '../../../src-shared/domain/errors';
import type { PassportCheckpoint, PassportTokenizer } from '../../../src-shared/domain/passport';
import { decodeSafetensors, type NamedArray } from '../checkpoint/safetensors';
import { parseTrainingState } from '../training/training-state';
import { Vocabulary } from '../text/vocabulary';

/** A file of weights, with what a passport says of it. */
export interface DescribedCheckpoint {
  readonly path: string;
  readonly description: PassportCheckpoint;
  readonly tensors: readonly NamedArray[];
}

/**
 * Reads a file of weights, be its tensors damaged or not: which of them are is told by their hashes.
 * @throws UserError naming the file when it is missing or its structure is broken.
 */
export async function describeCheckpoint(path: string): Promise<DescribedCheckpoint> {
  const file = await read(path);
  const { tensors, metadata } = decodeSafetensors(file, path, { evenDamaged: true });
  const state = metadata['state'];
  return {
    path,
    description: {
      epoch: state === undefined ? null : parseTrainingState(state).epoch,
      bytes: file.length,
      sha256: sha256(file),
      tensors: tensors.map(({ name, shape, values }) => ({
        name,
        shape,
        sha256: sha256(Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
      })),
    },
    tensors,
  };
}

/** A vocabulary, with what a passport says of its file. */
export interface DescribedTokenizer {
  readonly description: PassportTokenizer;
  readonly vocabulary: Vocabulary;
}

/** @throws UserError naming the file when it is missing or no vocabulary. */
export async function describeTokenizer(path: string): Promise<DescribedTokenizer> {
  const file = await read(path);
  const vocabulary = Vocabulary.fromJson(file.toString('utf8'), path);
  return { description: { size: vocabulary.size, sha256: sha256(file) }, vocabulary };
}

/** The same of a vocabulary that is in no file, as it would be written. */
export function tokenizerOf(vocabulary: Vocabulary): DescribedTokenizer {
  return {
    description: { size: vocabulary.size, sha256: sha256(Buffer.from(vocabulary.toJson())) },
    vocabulary,
  };
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${(error as Error).message})`);
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
