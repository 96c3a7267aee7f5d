import { ProvisioningError, reasonOf, SetupError } from './errors.mjs';

// With these, no other way can work either, and a lesser substitute would hide what is wrong.
const hopeless = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EROFS: 'the disk is read-only',
};

/**
 * Tries the ways to provide something in their order, until one works.
 *
 * @template Result
 * @param {string} what for example `Electron 33.2.1`
 * @param {{ name: string, provide: () => Promise<Result> }[]} ways
 * @param {{ advice: string, task: { say(text: string): void } }} options
 * @returns {Promise<Result>}
 * @throws {ProvisioningError} when no way works
 * @throws {SetupError} when the disk is full or read-only
 */
export async function firstThatWorks(what, ways, { advice, task }) {
  const attempts = [];
  for (const { name, provide } of ways) {
    try {
      return await provide();
    } catch (error) {
      const reason = reasonOf(error);
      const code = Object.keys(hopeless).find((code) => error.code === code || reason.includes(code));
      if (code || reason.includes('No space left on device')) {
        const why = hopeless[code ?? 'ENOSPC'];
        throw new SetupError(
          `${what} could not be provided: ${why}.\n  ${reason}\nWhat to do: make room (set-up needs about 3 GB in its cache folder, 8 GB for CUDA; UNROLL_CACHE can move it) and run it again.`,
        );
      }
      attempts.push({ way: name, reason });
      task.say(`${name}: ${reason.split('\n')[0]}`);
    }
  }
  throw new ProvisioningError(what, attempts, advice);
}
