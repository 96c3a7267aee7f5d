import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { UserError } from '../../src-shared/domain/errors';

/** How to start a contestant. */
export interface ContestantProgram {
  readonly name: string;
  readonly program: string;
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const ERROR_LINES = 12;

/** A program in a process of its own that computes only while it is asked to. */
export class Contestant {
  private readonly child: ChildProcess;
  private readonly answers: AsyncIterator<string>;
  private readonly errors: string[] = [];
  private readonly ended: Promise<string>;

  constructor(readonly program: ContestantProgram) {
    this.child = spawn(program.program, [...program.parameters], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...program.environment },
    });
    this.answers = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
    createInterface({ input: this.child.stderr! }).on('line', (line) => {
      this.errors.push(line);
      if (this.errors.length > ERROR_LINES) this.errors.shift();
    });
    // A contestant that died is noticed by its missing answer.
    this.child.stdin!.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => resolve(`could not be started: ${error.message}`));
      this.child.on('close', (code, signal) =>
        resolve(`ended ${signal ? `by ${signal}` : `with status ${code}`}`),
      );
    });
  }

  /** @throws UserError when the contestant fails or ends. */
  async ask<Answer>(command: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify({ command, ...fields })}\n`);
    const next = await this.answers.next();
    if (next.done) {
      const end = await this.ended;
      throw new UserError([`${this.program.name} ${end}`, ...this.errors].join('\n'));
    }
    const answer = JSON.parse(next.value) as Answer & { readonly error?: string };
    if (answer.error !== undefined) throw new UserError(`${this.program.name}: ${answer.error}`);
    return answer;
  }

  /** Lets the process end. */
  async close(): Promise<void> {
    this.child.stdin!.end();
    await this.ended;
  }
}
