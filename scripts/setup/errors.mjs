/** A failure of set-up, worded for the person at the terminal. */
export class SetupError extends Error {}

/** The error when every way of providing something has failed: what was tried, why each failed, what to do. */
export class ProvisioningError extends SetupError {
  /**
   * @param {string} what for example `Electron 33.2.1`
   * @param {{ way: string, reason: string }[]} attempts
   * @param {string} advice
   */
  constructor(what, attempts, advice) {
    super(describeFailure(what, attempts, advice));
    this.what = what;
    this.attempts = attempts;
    this.advice = advice;
  }
}

/** The text of a ProvisioningError. */
export function describeFailure(what, attempts, advice) {
  const indent = (text) => text.replaceAll('\n', '\n       ');
  const tried = attempts.map(({ way, reason }, index) => `  ${index + 1}. ${way}\n       ${indent(reason)}`);
  return [`${what} could not be provided. Tried:`, ...tried, `What to do: ${advice}`].join('\n');
}

/** The reason of an error in words; `fetch failed` hides its own in `cause`. */
export function reasonOf(error) {
  const cause = error.cause?.message ?? error.cause?.code;
  return cause ? `${error.message} (${cause})` : error.message;
}
