import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../../../../src-shared/domain/errors';
import { type PlainValue, plainValue } from '../pickle/plain-value';

const LARGEST = 256 * 1024 ** 2;
/** Python writes these, which JSON has not, where a number is none. */
const PYTHON_NUMBERS = /(?<=[[{,:]\s*)-?(NaN|Infinity)(?=\s*[,\]}])/g;

/**
 * Reads a JSON file as Python may have written it.
 * @throws UserError naming the file that is too large or no JSON.
 */
export async function readJsonFile(path: string): Promise<PlainValue> {
  const refuse = (reason: string) => new UserError(`${path}: ${reason}`);
  const text = await readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    try {
      value = JSON.parse(text.replace(PYTHON_NUMBERS, 'null'));
    } catch {
      throw refuse(`not JSON (${(error as Error).message})`);
    }
  }
  return plainValue(value, refuse);
}

/** @throws UserError naming the file that cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST) throw new Error(`it has ${size} bytes; at most ${LARGEST} are read`);
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${(error as Error).message})`);
  }
}
