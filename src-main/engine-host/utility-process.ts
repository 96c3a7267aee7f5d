import { utilityProcess } from 'electron';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import { type EngineProcess, lastWords, type ProcessLauncher } from './engine-process';

/** Starts engine workers as utility processes of Electron, each with the environment of its moment. */
export function utilityProcessLauncher(
  workerFile: string,
  environment: () => Record<string, string>,
): ProcessLauncher {
  return (title): EngineProcess => {
    const child = utilityProcess.fork(workerFile, [], {
      serviceName: title,
      env: environment(),
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk);
      words = lastWords(chunk.toString()) ?? words;
    });
    return {
      send: (message) => child.postMessage(message),
      onEvent: (listener) => child.on('message', (event: EngineEvent) => listener(event)),
      onExit: (listener) => child.once('exit', (code) => listener({ code, signal: null, lastWords: words })),
      kill: () => child.kill(),
    };
  };
}
