import type { Example } from '../../../../../src-shared/domain/data';
import type { Draw } from './grammar';

/** One way to make a function: draws an abstract tree and says it in words and in Python. */
export type Shape = (draw: Draw) => Example;

/** Longer names than this say nothing more. */
const LONGEST_NAME = 48;

/** A function of a docstring, a name, parameters and the body's lines. */
export function pythonFunction(
  docstring: string,
  name: string,
  parameters: readonly string[],
  lines: readonly string[],
): Example {
  const shortName = name.slice(0, LONGEST_NAME).replace(/_+$/, '');
  const header = `def ${shortName}(${parameters.join(', ')}):`;
  return { docstring, code: [header, ...lines.map((line) => `    ${line}`)].join('\n') };
}
