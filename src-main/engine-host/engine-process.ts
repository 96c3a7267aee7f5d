import type { HostMessage } from '../../src-shared/contract/engine/commands';
import type { EngineEvent } from '../../src-shared/contract/engine/events';

/** How an engine process ended. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last line it wrote to standard error, remarks aside; empty when it wrote none. */
  readonly lastWords: string;
}

/** A running `engine-worker`, however it was started. */
export interface EngineProcess {
  /** What a process that is gone does not take is dropped: its exit tells all. */
  send(message: HostMessage): void;
  onEvent(listener: (event: EngineEvent) => void): void;
  /** Called exactly once. */
  onExit(listener: (exit: ProcessExit) => void): void;
  /** Ends the process at once; its exit is reported as usual. */
  kill(): void;
}

/** Starts an `engine-worker`. `title` is what task managers show. */
export type ProcessLauncher = (title: string) => EngineProcess;

/** Notes and warnings of TensorFlow's log; what a process dies of is an error. */
const REMARK = /^(WARNING: |[IW]\d{4} )/;

/** The last line of an output that is more than a remark; null when there is none. */
export function lastWords(output: string): string | null {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !REMARK.test(line))?.slice(0, 300) ?? null;
}

const SIGNALS: Readonly<Record<number, string>> = {
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};

/** Why a process is gone, in a sentence for the run's page. */
export function describeExit({ code, signal, lastWords }: ProcessExit): string {
  // Shells and Electron report a death by signal as the signal's number, with or without 128 added to it.
  const name = signal ?? (code === null ? undefined : SIGNALS[code > 128 ? code - 128 : code]);
  const how = name
    ? `it was ended by ${name}${name === 'SIGKILL' ? ', as happens when memory runs out' : ''}`
    : `exit code ${code}`;
  return `The engine process ended unexpectedly (${how})${lastWords ? `: ${lastWords}` : ''}`;
}
