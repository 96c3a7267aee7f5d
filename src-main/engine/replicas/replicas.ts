import { Worker } from 'node:worker_threads';
import { builtFile } from '../../files/built-file';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { WHOLE } from '../tensor/tensor-operations';
import { Exchange, reservePlaces } from './exchange';
import { Replica, type ReplicaWork, type WorkKind } from './replica';
import type { ReplicaAnswer, ReplicaQuestion, ReplicaStart } from './replica-thread';

/**
 * Replicas of a model that compute at the same time, each in a thread of its own; the first is the model itself, in the
 * calling thread. A step's small operations leave most cores idle however many threads share an operation, so a batch is
 * rather dealt out to replicas (data parallelism): every replica computes the gradients of its share, and then adds up and
 * applies those of all for its part of the parameters, which are in one memory that all replicas see.
 */
export class Replicas {
  private constructor(
    readonly model: SequenceToSequence,
    private readonly own: Replica,
    private readonly threads: readonly ReplicaThread[],
    private readonly exchange: Exchange | null,
  ) {}

  /** A model alone. */
  static single(model: SequenceToSequence): Replicas {
    return new Replicas(model, new Replica(model, WHOLE, null), [], null);
  }

  /** `count` replicas that share the model's parameters; `stop` ends their threads. */
  static async start(model: SequenceToSequence, count = model.ops.description.replicas): Promise<Replicas> {
    const { sharing } = model.ops;
    if (count === 1 || !sharing) return Replicas.single(model);
    const firstPlace = reservePlaces(count);
    const exchange = new Exchange(sharing, firstPlace);
    exchange.showParameters(model);
    const own = new Replica(model, { index: 0, of: count }, exchange);
    const threads = Array.from(
      { length: count - 1 },
      (_, other) =>
        new ReplicaThread({ part: { index: other + 1, of: count }, options: model.options, firstPlace }),
    );
    const replicas = new Replicas(model, own, threads, exchange);
    try {
      await Promise.all(threads.map((thread) => thread.started));
    } catch (error) {
      await replicas.stop();
      throw error;
    }
    return replicas;
  }

  get count(): number {
    return 1 + this.threads.length;
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

  /** Gives every replica the same request. */
  performAll<Kind extends WorkKind>(
    kind: Kind,
    request: ReplicaWork[Kind]['request'],
  ): Promise<ReplicaWork[Kind]['result'][]> {
    return this.perform(
      kind,
      Array.from({ length: this.count }, () => request),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
    this.exchange?.clear(this.count);
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
  /** Settles when the replica is ready, or cannot be. */
  readonly started: Promise<null>;
  private readonly worker: Worker;
  private waiting: { resolve: (result: never) => void; reject: (error: unknown) => void } | null = null;
  private failure: unknown = null;

  constructor(start: ReplicaStart) {
    this.worker = new Worker(builtFile('engine-replica.cjs'), { workerData: start });
    this.worker.on('message', (answer: ReplicaAnswer) => this.settle(answer));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`A replica's thread ended with code ${code}`)));
    this.started = new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
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
