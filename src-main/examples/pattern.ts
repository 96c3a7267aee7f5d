import { createContext, Script } from 'node:vm';
import { UserError } from '../../src-shared/domain/errors';

/** How long a regular expression may take for all texts together. */
const PATIENCE_MILLISECONDS = 600;

/**
 * A regular expression that a person typed, for texts in lower case; upper and lower case alike.
 * @throws UserError with the engine's words when it is none
 */
export function compilePattern(text: string): RegExp {
  try {
    return new RegExp(text, mayMeanUpperCase(text) ? 'i' : '');
  } catch (error) {
    throw new UserError(
      (error as Error).message.replace('Invalid regular expression', 'The regular expression cannot be read'),
    );
  }
}

/** Folding case makes matching slower, and texts in lower case do not need it unless the pattern names capitals. */
function mayMeanUpperCase(text: string): boolean {
  return /[^\x00-\x7f]|[A-Z]/.test(text.replace(/\\./gs, '')) || /\\[xucpPk]/.test(text);
}

/**
 * Does work that runs regular expressions, and ends it when they take too long: V8 leaves a match that backtracks without end
 * when its script runs out of time.
 * @throws UserError when the work took too long
 */
export function withinTime<Result>(work: () => Result, milliseconds = PATIENCE_MILLISECONDS): Result {
  let result: Result | undefined;
  const context = createContext({ work: () => void (result = work()) });
  try {
    new Script('work()').runInContext(context, { timeout: milliseconds });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new UserError(
      'This regular expression takes too long; avoid repetition inside of repetition, such as (a+)+',
    );
  }
  return result as Result;
}
