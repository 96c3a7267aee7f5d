import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { familySeconds, killFamily } from '../../../../bench/report/other-load';

const BUSY = `for (;;);`;

it.skipIf(!existsSync('/proc'))(
  'a killed program takes its children along, whose time stays ours',
  async () => {
    const before = familySeconds();
    // The shell stays, since it has more to do, and nobody waits for its child once it is killed.
    const shell = spawn('sh', ['-c', `"$0" -e "$1" & echo $!; wait; true`, process.execPath, BUSY], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const child = Number(((await once(shell.stdout, 'data')) as [Buffer])[0].toString());
    await vi.waitFor(() => expect(familySeconds() - before).toBeGreaterThan(0.8), { timeout: 30_000 });
    const used = familySeconds();
    const ended = once(shell, 'exit');
    killFamily(shell.pid!);
    await ended;
    expect(familySeconds()).toBeGreaterThanOrEqual(used);
    // A process that nobody has waited for yet is there, but not running.
    await vi.waitFor(() => expect(stateOf(child)).toMatch(/^(gone|Z)$/));
  },
);

function stateOf(pid: number): string {
  try {
    return /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
  } catch {
    return 'gone';
  }
}
