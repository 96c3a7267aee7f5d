/**
 * An error that the user can mend: its message names the file or setting, the place in it and what would be right.
 * It is shown as one line, without a stack trace.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Fails to compile where a union gained a member that the code does not treat. */
export function assertNever(value: never): never {
  // A whole job would fill the log.
  throw new Error(`Unexpected value: ${(JSON.stringify(value) ?? String(value)).slice(0, 200)}`);
}
