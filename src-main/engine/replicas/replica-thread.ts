/**
 * A replica in a thread of its own: answers one request after another until it is ended.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { ModelOptions } from '../model/model-options';
import { createEmptyModel } from '../model/create-model';
import { selectBackend } from '../tensor/select-backend';
import { Exchange, type ExchangeMemory } from './exchange';
import { Replica, type ReplicaWork, type WorkKind } from './replica';

/** What a thread is given at its start. */
export interface ReplicaStart {
  /** Counted from 1; 0 is the replica of the thread that started this one. */
  readonly index: number;
  readonly options: ModelOptions;
  readonly memory: ExchangeMemory;
}

export interface ReplicaQuestion<Kind extends WorkKind = WorkKind> {
  readonly kind: Kind;
  readonly request: ReplicaWork[Kind]['request'];
}

export type ReplicaAnswer = { readonly result: unknown } | { readonly error: unknown };

async function startReplica({ index, options, memory }: ReplicaStart): Promise<Replica> {
  const model = createEmptyModel(await selectBackend(index), options);
  return new Replica(model, index, new Exchange(model.parameters.definitions, memory));
}

const port = parentPort!;
const starting = startReplica(workerData as ReplicaStart);

async function answer({ kind, request }: ReplicaQuestion): Promise<ReplicaAnswer> {
  try {
    return { result: (await starting).perform(kind, request) };
  } catch (error) {
    return { error };
  }
}

port.on(
  'message',
  (question: ReplicaQuestion) => void answer(question).then((reply) => port.postMessage(reply)),
);
