/** The contestants' side of the conversation: one JSON request a line on stdin, one JSON answer a line on stdout. */
import { createInterface } from 'node:readline';

export type Request = { readonly command: string } & Readonly<Record<string, unknown>>;
type Command = (request: Request) => unknown;

/** Answers requests until stdin ends. An error is an answer as well; the process goes on. */
export async function serve(commands: Readonly<Record<string, Command>>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request;
    let answer: unknown;
    try {
      answer = await commands[request.command](request);
    } catch (error) {
      answer = { error: (error as Error).stack };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
