import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { familySeconds, rememberDescendants } from '../../../../bench/report/other-load';

const BUSY = `for (;;);`;

it.skipIf(!existsSync('/proc'))('time of the children of a killed program stays ours', async () => {
  const before = familySeconds();
  // The shell stays, since it has more to do, and nobody waits for its child once it is killed.
  const shell = spawn('sh', ['-c', `"$0" -e "$1" & echo $!; wait; true`, process.execPath, BUSY], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(shell.stdout, 'data')) as [Buffer];
  let used: number;
  try {
    await vi.waitFor(() => expect(familySeconds() - before).toBeGreaterThan(0.8), { timeout: 30_000 });
    used = familySeconds();
    rememberDescendants(shell.pid!);
    const ended = once(shell, 'exit');
    shell.kill('SIGKILL');
    await ended;
  } finally {
    process.kill(Number(line.toString()), 'SIGKILL');
  }
  expect(familySeconds()).toBeGreaterThanOrEqual(used);
});
