import type { Writable } from 'node:stream';

/** Where a command writes: `process` in the real program. */
export interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Prints a command's result: one JSON document, or text for people. Everything else belongs on the error stream. */
export function printResult(streams: Streams, json: boolean, document: unknown, text: () => string): void {
  streams.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text().trimEnd()}\n`);
}
