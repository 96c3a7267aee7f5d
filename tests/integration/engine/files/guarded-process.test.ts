import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';
import { type GuardedProgram, runGuarded } from '../../../../src-main/engine/files/guarded-process';
import { temporaryFolder } from '../../../unit/history/samples';

const WATCH = join(import.meta.dirname, '../../../../src-main/engine/files/parent-watch.mjs');
const SEND =
  'const send = (message) => new Promise((resolve) => { process.once("message", resolve); process.send(message); });\n';

/** Runs a program that is written here and gives what it sent. */
async function messagesOf(source: string, given: Partial<GuardedProgram> = {}): Promise<unknown[]> {
  const program = join(temporaryFolder(), 'program.cjs');
  writeFileSync(program, SEND + source);
  const messages: unknown[] = [];
  const limits = { silentSeconds: 20, totalSeconds: 60, megabytes: 200 };
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
  const limits = { silentSeconds: 0.3, totalSeconds: 60, megabytes: 200 };
  await expect(messagesOf('for (;;);', { limits })).rejects.toThrow('lost: reading it came to no end');
});

it('ends a program that never stops sending', async () => {
  const limits = { silentSeconds: 20, totalSeconds: 0.5, megabytes: 200 };
  const source = '(async () => { for (;;) await send({}); })();';
  await expect(messagesOf(source, { limits })).rejects.toThrow('lost: reading it came to no end');
});

it('does not count the time in which a program waits for its answer', async () => {
  const program = join(temporaryFolder(), 'program.cjs');
  writeFileSync(program, `${SEND}send({}).then(() => send({ last: true }));`);
  const limits = { silentSeconds: 20, totalSeconds: 4, megabytes: 200 };
  const take = async (message: { last?: boolean }) => {
    await new Promise((resolve) => setTimeout(resolve, 2200));
    return message.last === true;
  };
  await runGuarded({ program, parameters: [], limits }, take, (reason) => new Error(reason));
});

it('ends a program that takes too much memory', async () => {
  const limits = { silentSeconds: 20, totalSeconds: 60, megabytes: 20 };
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

it('names the process that guards a program to it', async () => {
  const guard = String(process.pid);
  const source = 'send({ last: true, guard: process.env.UNROLL_GUARD });';
  expect(await messagesOf(source)).toEqual([{ last: true, guard }]);
});

it('lets a program that watches its guard work and end', async () => {
  const source = `import(${JSON.stringify(pathToFileURL(WATCH).href)})
    .then(() => new Promise((resolve) => setTimeout(resolve, 1200)))
    .then(() => send({ last: true }));`;
  expect(await messagesOf(source)).toEqual([{ last: true }]);
});

it('does not leave a program spinning behind that was killed itself', async () => {
  const folder = temporaryFolder();
  const program = join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import ${JSON.stringify(pathToFileURL(WATCH).href)}; process.send(process.pid, () => { for (;;); });`,
  );
  const guardian = join(folder, 'guard.cjs');
  writeFileSync(
    guardian,
    `const program = require('node:child_process').fork(${JSON.stringify(program)}, { execArgv: [] });
    program.on('message', (message) => process.send(message));`,
  );
  const guard = fork(guardian, { execArgv: [] });
  const [spinning] = (await once(guard, 'message')) as [number];
  expect(isRunning(spinning)).toBe(true);
  guard.kill('SIGKILL');
  try {
    await vi.waitFor(() => expect(isRunning(spinning)).toBe(false), 8000);
  } finally {
    if (isRunning(spinning)) process.kill(spinning, 'SIGKILL');
  }
});

function isRunning(identifier: number): boolean {
  try {
    return process.kill(identifier, 0);
  } catch {
    return false;
  }
}
