import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Examples } from '../../src-main/engine/data/examples';
import type { Example } from '../../src-shared/domain/data';

const ROWS_AT_A_TIME = 1000;

/**
 * Writes a gzipped JSON Lines file of so many rows: the examples over and over. From the second time on each function
 * gets another name, so that all rows are distinct and the set of all tokens grows with them, as in a real dataset.
 */
export async function writeRepeatedRows(path: string, examples: Examples, rows: number): Promise<void> {
  function* lines() {
    for (let start = 0; start < rows; start += ROWS_AT_A_TIME) {
      const count = Math.min(ROWS_AT_A_TIME, rows - start);
      yield Array.from({ length: count }, (_, offset) => line(start + offset)).join('');
    }
  }
  const line = (row: number) => {
    const example = examples.at(row % examples.length);
    return `${JSON.stringify(repeated(example, Math.floor(row / examples.length)))}\n`;
  };
  await pipeline(lines, createGzip({ level: 1 }), createWriteStream(path));
}

/** An example as it is at its first, second... appearance (from 0). */
export function repeated({ docstring, code }: Example, appearance: number): Example {
  if (appearance === 0) return { docstring, code };
  const renamed = code.replace(/\bdef(\s+)(\w+)/, `def$1$2_${appearance}`);
  return { docstring, code: renamed === code ? `${code} # ${appearance}` : renamed };
}
