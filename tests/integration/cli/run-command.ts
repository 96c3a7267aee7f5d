import { Writable } from 'node:stream';
import { main } from '../../../src-main/cli/main';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process and gives what it printed. `onProgress` sees the error stream as it comes. */
export async function runCommand(
  argv: readonly string[],
  onProgress: (text: string) => void = () => {},
): Promise<CommandResult> {
  let [output, errors] = ['', ''];
  const stdout = writable((text) => (output += text));
  const stderr = writable((text) => {
    errors += text;
    onProgress(text);
  });
  const code = await main(argv, { stdout, stderr });
  return { code, stdout: output, stderr: errors };
}

function writable(receive: (text: string) => void): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      receive(chunk.toString());
      done();
    },
  });
}
