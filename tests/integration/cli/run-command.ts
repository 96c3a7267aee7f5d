import { Writable } from 'node:stream';
import { main } from '../../../src-main/cli/main';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process and gives what it printed. */
export async function runCommand(...argv: string[]): Promise<CommandResult> {
  const [stdout, stderr] = [new Collector(), new Collector()];
  const code = await main(argv, { stdout, stderr });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
