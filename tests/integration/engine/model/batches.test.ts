import { beforeAll, describe, expect, it } from 'vitest';
import type { SequenceToSequence } from '../../../../src-main/engine/model/sequence-to-sequence';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { Tensor, TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { RICHEST, describeOptions, randomNumbers, randomParameters } from '../../../helpers/reference-models';
import type { ReferenceExample, ReferenceOptions } from '../../../helpers/reference-models';
import { MIXED, TOY_EXAMPLES } from '../../../helpers/toy-examples';
import { batchOf, engineGradients, engineLoss, engineModel } from '../../../helpers/toy-model';
import type { EngineResult } from '../../../helpers/toy-model';
import { expectSameVectors, weightedSum } from '../../../helpers/vectors';

let ops: TensorOperations;

beforeAll(async () => {
  ops = await selectBackend();
});

const tokensOf = (examples: readonly ReferenceExample[]): number =>
  examples.reduce((sum, { target }) => sum + target.length - 1, 0);

/** What a batch of all examples must give when it is computed part by part. */
function combined(
  parts: readonly { readonly examples: readonly ReferenceExample[]; readonly result: EngineResult }[],
): { loss: number; gradients: Record<string, number[]> } {
  const all = tokensOf(parts.flatMap(({ examples }) => examples));
  const weighted = parts.map(({ examples, result }) => ({ weight: tokensOf(examples) / all, result }));
  return {
    loss: weighted.reduce((sum, { weight, result }) => sum + weight * result.loss, 0),
    gradients: weightedSum(weighted.map(({ weight, result }) => ({ weight, vectors: result.gradients }))),
  };
}

function randomExamples(count: number, options: ReferenceOptions): ReferenceExample[] {
  const random = randomNumbers(21);
  const sentence = (vocabulary: number, longest: number): number[] => {
    const words = Array.from({ length: Math.floor((longest + 1) * random()) }, () =>
      Math.floor(3 + (vocabulary - 3) * random()),
    );
    return [1, ...words, 2];
  };
  return Array.from({ length: count }, () => ({
    source: sentence(options.sourceVocabulary, 6),
    target: sentence(options.targetVocabulary, 10),
  }));
}

/** Hidden and cell states of the decoder's layers and attention weights are per sentence: `[layer][part]` rows. */
function initialStates(model: SequenceToSequence, examples: readonly ReferenceExample[]): number[][] {
  const { units } = model.options;
  const rows: number[][] = examples.map(() => []);
  ops.scope(() => {
    const encoding = model.encode(model.pass(null), batchOf(examples).sources);
    for (const part of encoding.states.flat() as Tensor[]) {
      const values = ops.readFloat32(part);
      rows.forEach((row, index) => row.push(...values.subarray(index * units, (index + 1) * units)));
    }
  });
  return rows;
}

describe.each(RICHEST.map((options) => [describeOptions(options), options] as const))('%s', (_, options) => {
  const withModel = (run: (model: SequenceToSequence) => void): void => {
    const model = engineModel(ops, options, randomParameters(options, 31));
    try {
      run(model);
    } finally {
      model.parameters.dispose();
    }
  };

  it('gives a padded batch the loss and gradients of its sentences one by one', () => {
    withModel((model) => {
      const alone = TOY_EXAMPLES.map((example) => ({
        examples: [example],
        result: engineGradients(model, batchOf([example]), MIXED),
      }));
      const expected = combined(alone);
      const actual = engineGradients(model, batchOf(TOY_EXAMPLES), MIXED);
      expect(actual.loss).toBeCloseTo(expected.loss, 5);
      expectSameVectors(actual.gradients, expected.gradients, 1e-5);
    });
  });

  it('is not changed in a bit by more padding', () => {
    withModel((model) => {
      const padded = engineGradients(model, batchOf(TOY_EXAMPLES, 7), MIXED);
      expect(padded).toEqual(engineGradients(model, batchOf(TOY_EXAMPLES), MIXED));
    });
  });

  it('hands the decoder the states of each sentence in the order of the batch', () => {
    withModel((model) => {
      const together = initialStates(model, TOY_EXAMPLES);
      TOY_EXAMPLES.forEach((example, index) => {
        expectSameVectors({ states: together[index] }, { states: initialStates(model, [example])[0] }, 1e-5);
      });
    });
  });

  it('agrees with its halves when a batch has more target tokens than the output layer takes at a time', () => {
    withModel((model) => {
      const examples = randomExamples(400, options);
      expect(tokensOf(examples)).toBeGreaterThan(2 * 1024);
      const middle = 150;
      const halves = [examples.slice(0, middle), examples.slice(middle)].map((half) => ({
        examples: half,
        result: engineGradients(model, batchOf(half), MIXED),
      }));
      const expected = combined(halves);
      const actual = engineGradients(model, batchOf(examples), MIXED);
      expect(actual.loss).toBeCloseTo(expected.loss, 5);
      expect(engineLoss(model, batchOf(examples), MIXED)).toBeCloseTo(expected.loss, 5);
      expectSameVectors(actual.gradients, expected.gradients, 5e-5);
    });
  });

  it('learns nothing about <PAD>, even where it is fed back as the most probable token', () => {
    const parameters = randomParameters(options, 31);
    parameters['output.bias'].values[0] = 50;
    const model = engineModel(ops, options, parameters);
    const { gradients } = engineGradients(model, batchOf(TOY_EXAMPLES, 2), MIXED);
    model.parameters.dispose();
    const zeros = new Float32Array(options.embeddingUnits);
    expect(gradients['decoder.embedding'].subarray(0, options.embeddingUnits)).toEqual(zeros);
    expect(gradients['encoder.embedding'].subarray(0, options.embeddingUnits)).toEqual(zeros);
  });
});
