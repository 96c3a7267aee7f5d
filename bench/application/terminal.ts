import { spawn } from 'node:child_process';
import { inCheckout } from '../checkout';
import type { Host, Training } from './host';

/** Starts the built command line, as `npm run unroll` does: its process is the engine's. */
export function startInTerminal({ home, data, configuration, architecture }: Training): Host {
  const settings = Object.entries(configuration).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const child = spawn(
    process.execPath,
    [
      inCheckout('out', 'main', 'cli.cjs'),
      'train',
      ...['--architecture', architecture, '--data', data, '--home', home],
      ...settings,
    ],
    { stdio: 'ignore' },
  );
  return {
    enginePid: child.pid!,
    end: () => void child.kill('SIGKILL'),
  };
}
