/** Answers questions about examples in a thread of its own, one after another, until it is ended. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ExampleThreadReply, ExampleThreadRequest } from '../../src-shared/contract/example-thread';
import { UserError } from '../../src-shared/domain/errors';
import { exampleAnswers } from './questions';

const port = parentPort!;
const answers = exampleAnswers(workerData as string);

function reply({ id, name, input }: ExampleThreadRequest): ExampleThreadReply {
  try {
    return { id, answer: (answers[name] as (input: unknown) => unknown)(input) };
  } catch (error) {
    return { id, message: (error as Error).message, userError: error instanceof UserError };
  }
}

port.on('message', (request: ExampleThreadRequest) => port.postMessage(reply(request)));
