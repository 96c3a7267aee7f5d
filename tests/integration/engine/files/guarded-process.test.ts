import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type GuardedProgram, runGuarded } from '../../../../src-main/engine/files/guarded-process';
import { temporaryFolder } from '../../../unit/history/samples';

const SEND =
  'const send = (message) => new Promise((resolve) => { process.once("message", resolve); process.send(message); });\n';

/** Runs a program that is written here and gives what it sent. */
async function messagesOf(source: string, given: Partial<GuardedProgram> = {}): Promise<unknown[]> {
  const program = join(temporaryFolder(), 'program.cjs');
  writeFileSync(program, SEND + source);
  const messages: unknown[] = [];
  const limits = { silentSeconds: 20, megabytes: 200 };
  await runGuarded<{ last?: boolean }>(
    { program, parameters: ['a'], limits, ...given },
    async (message) => {
      messages.push(message);
      return message.last === true;
    },
    (reason) => new Error(`lost: ${reason}`),
  );
  return messages;
}

it('hears a program until its last message, arrays of numbers among them', async () => {
  const values = Float32Array.of(1.5, -2);
  const source = `send({ values: Float32Array.of(1.5, -2) }).then(() => send({ last: true, of: process.argv[2] }));`;
  expect(await messagesOf(source)).toEqual([{ values }, { last: true, of: 'a' }]);
});

it('ends a program that is silent for too long', async () => {
  const limits = { silentSeconds: 0.3, megabytes: 200 };
  await expect(messagesOf('for (;;);', { limits })).rejects.toThrow('lost: reading it came to no end');
});

it('ends a program that takes too much memory', async () => {
  const limits = { silentSeconds: 20, megabytes: 20 };
  await expect(messagesOf('const all = []; for (;;) all.push([all.length]);', { limits })).rejects.toThrow(
    /lost: its parser, which may take 20 MB, ended with /,
  );
});

it('tells of a program that ends before its last message', async () => {
  await expect(messagesOf('process.exit(3);')).rejects.toThrow(/ended with code 3/);
});

it('is abandoned when the work is to end', async () => {
  const controller = new AbortController();
  const running = messagesOf('setInterval(() => {}, 1000);', { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  await expect(messagesOf('', { signal: controller.signal })).rejects.toThrow('enough');
});
