import { type ChildProcess, fork } from 'node:child_process';

/** How long a program may be silent and work in all, and how much memory it may take, before it is ended. */
export interface ProcessLimits {
  readonly silentSeconds: number;
  /** Without the time in which it waits for answers. */
  readonly totalSeconds: number;
  readonly megabytes: number;
}

/**
 * A program that reads files which may come from anybody. It waits for an answer after each message it sends, and imports
 * `parent-watch.mjs`, which ends it when this process is gone.
 */
export interface GuardedProgram {
  /** Path of the JavaScript file. */
  readonly program: string;
  readonly parameters: readonly string[];
  readonly limits: ProcessLimits;
  /** Fires when the work is to end. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a program in a process of its own, which is ended when it hangs or takes too much memory: a hostile file can make a
 * parser spin, and a process can be killed. `take` hears each message and tells whether it was the last; `lost` makes the
 * error of a program that ended before.
 */
export function runGuarded<Message>(
  { program, parameters, limits, signal }: GuardedProgram,
  take: (message: Message) => Promise<boolean>,
  lost: (reason: string) => Error,
): Promise<void> {
  signal?.throwIfAborted();
  const child = fork(program, parameters, {
    execArgv: [`--max-old-space-size=${limits.megabytes}`],
    // Under Electron the program is run by Electron's own Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', UNROLL_GUARD: `${process.pid}` },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  return new Promise<void>((resolve, reject) => {
    let silence: NodeJS.Timeout | undefined;
    let secondsLeft = limits.totalSeconds;
    let listeningSince = 0;
    const end = (error: unknown) => {
      clearTimeout(silence);
      signal?.removeEventListener('abort', abort);
      child.kill('SIGKILL');
      if (error === null) resolve();
      else reject(error);
    };
    const abort = () => end(signal!.reason);
    const listen = () => {
      const giveUp = () => end(lost('reading it came to no end'));
      // Timers take a millisecond at least, within which another message may come, without end.
      if (secondsLeft <= 0) return giveUp();
      listeningSince = performance.now();
      silence = setTimeout(giveUp, Math.min(limits.silentSeconds, secondsLeft) * 1000);
    };
    const takeIn = async (message: Message) => {
      if (await take(message)) return end(null);
      listen();
      acknowledge(child);
    };
    signal?.addEventListener('abort', abort);
    child.on('error', end);
    child.on('exit', (code, killedBy) => {
      const how = killedBy ?? `code ${code}`;
      end(lost(`its parser, which may take ${limits.megabytes} MB, ended with ${how}`));
    });
    child.on('message', (message) => {
      // A program that waits for its answer while the work is paused is not silent.
      clearTimeout(silence);
      secondsLeft -= (performance.now() - listeningSince) / 1000;
      takeIn(message as Message).catch(end);
    });
    listen();
  });
}

function acknowledge(child: ChildProcess): void {
  // A program that has just died is reported by its exit.
  child.send('next', () => {});
}
