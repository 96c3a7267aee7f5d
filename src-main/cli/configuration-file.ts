import { readFileSync } from 'node:fs';
import { parseConfiguration, type ParsedConfiguration } from '../../src-shared/domain/configuration';
import { UserError } from '../../src-shared/domain/errors';

/** @throws UserError that names the file and the place or the key in it. */
export function readConfigurationFile(path: string): ParsedConfiguration {
  const text = readText(path);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const { message } = error as SyntaxError;
    const before = text.slice(0, errorOffset(text, message)).split('\n');
    throw new UserError(
      `${path}: line ${before.length}, column ${before[before.length - 1].length + 1}: this is not JSON (${describe(message)})`,
    );
  }
  return parseConfiguration(document, path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UserError(`${path}: there is no such file`);
    if (code === 'EISDIR')
      throw new UserError(`${path}: this is a folder; give the configuration file in it`);
    throw new UserError(`${path}: the file cannot be read (${message})`);
  }
}

/** The parser's message without its quotation of the document, which may be long. */
function describe(message: string): string {
  return message
    .replace(/, (\.\.\.)?".*"(\.\.\.)? is not valid JSON$/s, '')
    .replace(/ in JSON at position.*$/s, '')
    .toLowerCase();
}

/**
 * Where JSON.parse stopped. Node 20 leaves the position out for an unexpected token; but cut before that token, the text
 * fails for another reason, so the place is found by halving.
 */
function errorOffset(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message);
  if (position) return Number(position[1]);
  if (!isUnexpectedToken(text)) return text.length;
  let [right, wrong] = [0, text.length];
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isUnexpectedToken(text.slice(0, middle))) wrong = middle;
    else right = middle;
  }
  return right;
}

function isUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return (error as SyntaxError).message.startsWith('Unexpected token');
  }
}
