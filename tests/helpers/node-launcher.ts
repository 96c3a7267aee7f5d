import { fork } from 'node:child_process';
import {
  type EngineProcess,
  lastWords,
  type ProcessLauncher,
} from '../../src-main/engine-host/engine-process';

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
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => (words = lastWords(chunk.toString()) ?? words));
    return {
      // With a callback a failure is told to it; without one it is thrown at whoever runs the event loop.
      send: (message) => void child.send(message, () => {}),
      onEvent: (listener) => child.on('message', (event) => listener(event as never)),
      onExit: (listener) =>
        child.once('close', (code, signal) => listener({ code, signal, lastWords: words })),
      kill: () => child.kill('SIGKILL'),
    };
  };
}
