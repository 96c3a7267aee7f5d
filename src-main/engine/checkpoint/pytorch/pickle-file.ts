import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../../../src-shared/domain/errors';
import { type GlobalTable, STANDARD_GLOBALS } from './pickle/globals';
import { NUMPY_GLOBALS } from './pickle/numpy';
import { type PlainValue, plainValue } from './pickle/plain-value';
import { unpickle } from './pickle/unpickle';

const GLOBALS: GlobalTable = new Map([...STANDARD_GLOBALS, ...NUMPY_GLOBALS]);
/** Vocabularies of a million tokens take a tenth of it. */
const LARGEST_PICKLE = 256 * 1024 ** 2;

/**
 * Reads a pickle of data, such as a vocabulary or a history of training.
 * @throws UserError naming the file, when it is damaged or asks for more than data.
 */
export async function readPickle(path: string): Promise<PlainValue> {
  const refuse = (reason: string) => new UserError(`${path}: ${reason}`);
  const { size } = await stat(path).catch((error: Error) => {
    throw refuse(`cannot be read (${error.message})`);
  });
  if (size > LARGEST_PICKLE) throw refuse(`it has ${size} bytes; at most ${LARGEST_PICKLE} are read`);
  return plainValue(unpickle(await readFile(path), { globals: GLOBALS, refuse }), refuse);
}
