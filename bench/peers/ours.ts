/** Our engine as a contestant. */
import { createEmptyModel } from '../../src-main/engine/model/create-model';
import { countParameters } from '../../src-main/engine/model/parameters';
import type { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import { EngineTraining } from '../step/training';
import { readWorkload, type ExchangedWorkload } from '../workload/exchange';
import { serve } from './serve';

let workload: ExchangedWorkload;
let model: SequenceToSequence;
let training: EngineTraining;

void serve({
  open: async ({ workload: folder }) => {
    workload = readWorkload(folder as string);
    const { configuration, options, batches, weights } = workload;
    const ops = await selectBackend();
    model = createEmptyModel(ops, options.architecture, configuration, {
      source: options.sourceVocabulary,
      target: options.targetVocabulary,
    });
    for (const { name, values } of weights) ops.assign(model.parameters.variable(name), values);
    training = new EngineTraining(model, configuration, batches);
    const { tensorflow, threads } = ops.description;
    return { tensorflow, threads, parameters: countParameters(model.parameters.definitions) };
  },
  /** Of step 1 before any training, without dropout: what all contestants must agree on. */
  loss: () => {
    const { ops } = model;
    let loss = NaN;
    ops.scope(() => {
      const result = model.loss(model.pass(null), workload.batches[0], workload.coins[0]);
      loss = ops.readFloat32(result.lossSum)[0] / result.tokens;
    });
    return { loss };
  },
  step: () => training.next(),
});
