import { Worker } from 'node:worker_threads';
import { builtFile } from '../built-file';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { createExchangeMemory, Exchange } from './exchange';
import { Replica, type ReplicaWork, type WorkKind } from './replica';
import type { ReplicaAnswer, ReplicaQuestion, ReplicaStart } from './replica-thread';

/**
 * Copies of a model that work at the same time, each in a thread of its own; the first is the model itself, in the
 * calling thread. A step's small operations leave most cores idle however many threads share an operation, so a batch is
 * rather dealt out to replicas (data parallelism): every replica computes the gradients of its share, all add them up in
 * the same order and change their parameters alike, so the copies stay equal to the last bit.
 */
export class Replicas {
  private constructor(
    readonly model: SequenceToSequence,
    private readonly own: Replica,
    private readonly threads: readonly ReplicaThread[],
    private readonly exchange: Exchange | null,
  ) {}

  /** A model that has no copies. */
  static single(model: SequenceToSequence): Replicas {
    return new Replicas(model, new Replica(model, 0, null), [], null);
  }

  /** `count` replicas with the model's present parameters; `stop` ends their threads. */
  static async start(model: SequenceToSequence, count = model.ops.description.replicas): Promise<Replicas> {
    if (count === 1) return Replicas.single(model);
    const { definitions } = model.parameters;
    const memory = createExchangeMemory(definitions, count);
    const exchange = new Exchange(definitions, memory);
    const threads = Array.from(
      { length: count - 1 },
      (_, other) => new ReplicaThread({ index: other + 1, options: model.options, memory }),
    );
    const replicas = new Replicas(model, new Replica(model, 0, exchange), threads, exchange);
    try {
      await replicas.shareParameters();
    } catch (error) {
      await replicas.stop();
      throw error;
    }
    return replicas;
  }

  get count(): number {
    return 1 + this.threads.length;
  }

  /** Gives all replicas the model's parameters and moments; needed after they were changed by other means than `update`. */
  async shareParameters(): Promise<void> {
    this.exchange?.showParameters(this.model);
    await Promise.all(this.threads.map((thread) => thread.ask('assign', null)));
  }

  /**
   * Gives request i to replica i and returns their results in the same order. The calling thread is busy with its own
   * share meanwhile. At most `count` requests.
   */
  async perform<Kind extends WorkKind>(
    kind: Kind,
    requests: readonly ReplicaWork[Kind]['request'][],
  ): Promise<ReplicaWork[Kind]['result'][]> {
    const [first, ...rest] = requests;
    const others = Promise.all(rest.map((request, index) => this.threads[index].ask(kind, request)));
    // Whatever comes of the first share, the others are awaited, so that nothing runs on behind an error.
    others.catch(() => {});
    let result: ReplicaWork[Kind]['result'];
    try {
      result = this.own.perform(kind, first);
    } catch (error) {
      await others.catch(() => {});
      throw error;
    }
    return [result, ...(await others)];
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }
}

/** Runs `work` on as many replicas of a model as its backend is set up for, and ends their threads. */
export async function withReplicas<Result>(
  model: SequenceToSequence,
  work: (replicas: Replicas) => Promise<Result>,
): Promise<Result> {
  const replicas = await Replicas.start(model);
  try {
    return await work(replicas);
  } finally {
    await replicas.stop();
  }
}

/** The calling thread's end of a replica's thread. */
class ReplicaThread {
  private readonly worker: Worker;
  private waiting: { resolve: (result: never) => void; reject: (error: unknown) => void } | null = null;
  private failure: unknown = null;

  constructor(start: ReplicaStart) {
    this.worker = new Worker(builtFile('engine-replica.cjs'), { workerData: start });
    this.worker.on('message', (answer: ReplicaAnswer) => this.settle(answer));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`A replica's thread ended with code ${code}`)));
  }

  ask<Kind extends WorkKind>(
    kind: Kind,
    request: ReplicaWork[Kind]['request'],
  ): Promise<ReplicaWork[Kind]['result']> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure as Error);
      this.waiting = { resolve, reject };
      this.worker.postMessage({ kind, request } satisfies ReplicaQuestion);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(answer: ReplicaAnswer): void {
    const { waiting } = this;
    this.waiting = null;
    if ('error' in answer) waiting?.reject(answer.error);
    else waiting?.resolve(answer.result as never);
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
    this.waiting = null;
  }
}
