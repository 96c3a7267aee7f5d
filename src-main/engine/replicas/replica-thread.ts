/**
 * A replica in a thread of its own: tells when it is ready and then answers one request after another until it is ended.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { parameterDefinitions } from '../../../src-shared/domain/model/parameter-definitions';
import { Parameters } from '../model/parameters';
import type { ModelOptions } from '../../../src-shared/domain/model/model-options';
import { SequenceToSequence } from '../model/sequence-to-sequence';
import { selectBackend } from '../tensor/select-backend';
import type { VariablePart } from '../tensor/tensor-operations';
import { Exchange } from './exchange';
import { Replica, type ReplicaWork, type WorkKind } from './replica';

/** What a thread is given at its start. */
export interface ReplicaStart {
  /** Which replica of how many; 0 is that of the thread that started this one. */
  readonly part: VariablePart;
  readonly options: ModelOptions;
  /** Of the exchange. */
  readonly firstPlace: number;
}

export interface ReplicaQuestion<Kind extends WorkKind = WorkKind> {
  readonly kind: Kind;
  readonly request: ReplicaWork[Kind]['request'];
}

/** The first answer, of result null, says that the replica is ready. */
export type ReplicaAnswer = { readonly result: unknown } | { readonly error: unknown };

const port = parentPort!;

async function startReplica({ part, options, firstPlace }: ReplicaStart): Promise<Replica> {
  const ops = await selectBackend(part.index);
  const exchange = new Exchange(ops.sharing!, firstPlace);
  const parameters = new Parameters(parameterDefinitions(options), ops, (definition, index) =>
    exchange.shownParameter(definition, index),
  );
  return new Replica(new SequenceToSequence(ops, options, parameters), part, exchange);
}

async function answer(work: () => Promise<unknown>): Promise<void> {
  let reply: ReplicaAnswer;
  try {
    reply = { result: await work() };
  } catch (error) {
    reply = { error };
  }
  port.postMessage(reply);
}

const starting = startReplica(workerData as ReplicaStart);
void answer(() => starting.then(() => null));
port.on(
  'message',
  ({ kind, request }: ReplicaQuestion) => void answer(async () => (await starting).perform(kind, request)),
);
