/** Our engine as a contestant. */
import type { DecodingOptions } from '../../src-main/engine/decoding/beam-search';
import { decodeBest } from '../../src-main/engine/decoding/decode';
import type { DecodedHypothesis } from '../../src-main/engine/decoding/hypothesis';
import { createEmptyModel } from '../../src-main/engine/model/create-model';
import { countParameters } from '../../src-shared/domain/model/parameter-definitions';
import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';
import { Replicas } from '../../src-main/engine/replicas/replicas';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import { EngineTraining } from '../step/training';
import { readSentences, readWorkload, type ExchangedWorkload } from '../workload/exchange';
import { serve, type Request } from './serve';

let workload: ExchangedWorkload;
let replicas: Replicas;
let training: EngineTraining;

async function open(folder: string) {
  workload = readWorkload(folder);
  const { configuration, options, batches, weights } = workload;
  const ops = await selectBackend();
  const model = createEmptyModel(ops, options);
  for (const { name, values } of weights) ops.assign(model.parameters.variable(name), values);
  replicas = await Replicas.start(model);
  training = new EngineTraining(replicas, configuration, batches);
  const { tensorflow, threads } = ops.description;
  const parameters = countParameters(model.parameters.definitions);
  return { TensorFlow: tensorflow, replicas: replicas.count, threads, parameters };
}

/** Mean cross-entropy per target token of batches, without dropout. */
function meanLoss(batches: readonly Batch[], coins: (batch: Batch, index: number) => readonly boolean[]) {
  const { model } = replicas;
  const { ops } = model;
  let lossSum = 0;
  let tokens = 0;
  batches.forEach((batch, index) =>
    ops.scope(() => {
      const result = model.loss(model.pass(null), batch, coins(batch, index));
      lossSum += ops.readFloat32(result.lossSum)[0];
      tokens += result.tokens;
    }),
  );
  return { loss: lossSum / tokens };
}

async function decode(request: Request) {
  const sources = readSentences(request['sentences'] as string);
  const options: DecodingOptions = {
    beamSize: request['beamSize'] as number,
    maximumLength: request['maximumLength'] as number,
    lengthNormalisation: 0,
    attention: false,
  };
  const decodeTogether = (some: readonly Int32Array[]) =>
    decodeBest(replicas, some, options, async () => true) as Promise<DecodedHypothesis[]>;
  const started = performance.now();
  const decoded: DecodedHypothesis[] = [];
  if (request['oneByOne']) for (const source of sources) decoded.push(...(await decodeTogether([source])));
  else decoded.push(...(await decodeTogether(sources)));
  const seconds = (performance.now() - started) / 1000;
  return { seconds, hypotheses: decoded.map(({ ids }) => [...ids]) };
}

void serve({
  open: ({ workload: folder }) => open(folder as string),
  /** Of step 1 before any training, without dropout: what all contestants must agree on. */
  loss: () => meanLoss(workload.batches.slice(0, 1), () => workload.coins[0]),
  step: () => training.next(),
  /** Of another workload's batches, teacher-forced. */
  validate: ({ workload: folder }) =>
    meanLoss(readWorkload(folder as string).batches, ({ targets }) =>
      new Array<boolean>(Math.max(...targets.map((target) => target.length))).fill(true),
    ),
  decode,
}).then(() => replicas?.stop());
