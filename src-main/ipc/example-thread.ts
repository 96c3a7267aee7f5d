import { Worker } from 'node:worker_threads';
import type {
  ExampleQuestion,
  ExampleQuestions,
  ExampleThreadReply,
} from '../../src-shared/contract/example-thread';
import { UserError } from '../../src-shared/domain/errors';
import { builtFile } from '../files/built-file';

/** How long a thread keeps predictions in memory without being asked. */
const IDLE_MILLISECONDS = 10 * 60_000;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that holds predictions and answers questions about them in their order; it starts with the first one. */
export class ExampleThread {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private idleTimer: NodeJS.Timeout | undefined;

  /** @param database its path; the history has it open */
  constructor(private readonly database: string) {}

  ask<Name extends ExampleQuestion>(
    name: Name,
    input: ExampleQuestions[Name]['input'],
  ): Promise<ExampleQuestions[Name]['answer']> {
    clearTimeout(this.idleTimer);
    const worker = (this.worker ??= this.start());
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, input });
    });
  }

  /** Ends the thread; what waits for it is rejected. */
  close(): void {
    clearTimeout(this.idleTimer);
    const { worker } = this;
    this.worker = null;
    void worker?.terminate();
    this.rejectAll(new Error('Unroll is closing'));
  }

  private start(): Worker {
    const worker = new Worker(builtFile('examples-thread.cjs'), { workerData: this.database });
    worker.on('message', (reply: ExampleThreadReply) => this.settle(reply));
    const end = (error: Error) => {
      if (this.worker !== worker) return;
      this.worker = null;
      this.rejectAll(error);
    };
    worker.on('error', end);
    worker.on('exit', () => end(new Error('The thread that reads predictions ended')));
    worker.unref();
    return worker;
  }

  private settle(reply: ExampleThreadReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('answer' in reply) waiting?.resolve(reply.answer as never);
    else waiting?.reject(reply.userError ? new UserError(reply.message) : new Error(reply.message));
    if (this.waiting.size > 0) return;
    this.idleTimer = setTimeout(() => this.close(), IDLE_MILLISECONDS);
    this.idleTimer.unref();
  }

  private rejectAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
