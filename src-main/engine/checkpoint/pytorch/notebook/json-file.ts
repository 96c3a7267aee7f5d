import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../../../../src-shared/domain/errors';
import { type PlainValue, plainValue } from '../pickle/plain-value';

const LARGEST = 256 * 1024 ** 2;
/** Python writes these, or `-` and one of these, which JSON has not, where a number is none. */
const PYTHON_NUMBERS: Readonly<Record<string, string>> = { N: 'NaN', I: 'Infinity' };

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
      value = JSON.parse(withoutPythonNumbers(text));
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

/**
 * Puts `null` for Python's numbers outside strings. One pass, without a regular expression: files may come from anybody,
 * and those that look around a match take a time that grows with the square of a run of spaces.
 */
function withoutPythonNumbers(text: string): string {
  const pieces: string[] = [];
  let start = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (inString) {
      // What a backslash escapes ends no string.
      if (character === '\\') at++;
    } else if (character === 'N' || character === 'I') {
      const word = PYTHON_NUMBERS[character];
      if (!text.startsWith(word, at)) continue;
      pieces.push(text.slice(start, text[at - 1] === '-' ? at - 1 : at), 'null');
      start = at + word.length;
      at = start - 1;
    }
  }
  return pieces.join('') + text.slice(start);
}
