import { CommanderError } from 'commander';
import { UserError } from '../../src-shared/domain/errors';

/** The command line itself is wrong; exit code 2. */
export class UsageError extends UserError {}

/** The user stopped the command; exit code 130, as shells have it for Ctrl-C. */
export class StoppedByUser extends Error {}

/** Results were printed, but not everything succeeded. */
export class PartialFailure extends UserError {}

/** The exit code of an error, and the text that reports it: one line, and one more for each item of a list in it; null when it was printed already. */
export function describeError(error: unknown): { readonly code: number; readonly line: string | null } {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { code: 0, line: null };
    const noCommand = error.code === 'commander.help';
    return { code: 2, line: noCommand ? 'error: a command is missing; see --help' : null };
  }
  if (error instanceof StoppedByUser) return { code: 130, line: error.message };
  const code = error instanceof UsageError ? 2 : 1;
  return { code, line: onlyListsBroken(`error: ${explain(error)}`) };
}

/** What the user can mend needs its message only; anything else is a fault of ours, and its place helps to find it. */
function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOSPC')
    return `the disk is full; free some space and try again (${error.message})`;
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return `unexpected: ${error.message}${place ? ` (${place.trim()})` : ''}`;
}

const LIST_ITEM = /\n(?=[ \t]*- )/;

/** One line, but for lists of `- item`, which stay as they are, indented. */
function onlyListsBroken(text: string): string {
  const [first, ...items] = text.split(LIST_ITEM);
  return [oneLine(first), ...items.map((item) => `  ${/^[ \t]*/.exec(item)![0]}${oneLine(item)}`)].join('\n');
}

export function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
