/**
 * The program that reads files of PyTorch and pickles, in a process of its own that can be killed: they may come from
 * anybody. Started with the arguments checkpoint|pickle FILE, it sends messages as `ReaderMessage` has them and waits for
 * an answer after each.
 */
import '../../files/parent-watch.mjs';
import { UserError } from '../../../../src-shared/domain/errors';
import { streamCheckpoint } from './checkpoint-file';
import { readPickle } from './pickle-file';
import type { ReaderMessage } from './guarded-reader';

/** Sends a message and waits until the parent has taken it in. */
function send(message: ReaderMessage): Promise<void> {
  return new Promise((resolve) => {
    process.once('message', () => resolve());
    process.send!(message);
  });
}

async function read([kind, path]: readonly string[]): Promise<void> {
  if (kind === 'pickle') return send({ content: await readPickle(path) });
  const beside = await streamCheckpoint(path, (tensor) => send({ tensor }));
  return send({ content: beside });
}

read(process.argv.slice(2))
  .catch((error: unknown) => {
    const { message } = error instanceof Error ? error : new Error(String(error));
    return send(error instanceof UserError ? { problem: message } : { failure: message });
  })
  .finally(() => process.disconnect());
