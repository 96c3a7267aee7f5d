import { fork } from 'node:child_process';
import type { EngineProcess, ProcessLauncher } from '../../src-main/engine-host/engine-process';

/** Starts engine workers as plain Node processes, so that the host's code can be tested without Electron. */
export function nodeLauncher(
  workerFile: string,
  environment: NodeJS.ProcessEnv = process.env,
): ProcessLauncher {
  return (): EngineProcess => {
    const child = fork(workerFile, [], {
      env: environment,
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      execArgv: [],
    });
    let lastWords = '';
    child.stderr?.on(
      'data',
      (chunk: Buffer) => (lastWords = chunk.toString().trim().split('\n').at(-1) ?? ''),
    );
    return {
      send: (message) => child.send(message),
      onEvent: (listener) => child.on('message', (event) => listener(event as never)),
      onExit: (listener) => child.once('close', (code, signal) => listener({ code, signal, lastWords })),
      kill: () => child.kill('SIGKILL'),
    };
  };
}
