import { expect, it } from 'vitest';
import { createEmptyModel } from '../../../../src-main/engine/model/create-model';
import { modelOptions } from '../../../../src-shared/domain/model/model-options';
import { tiedAnswers } from '../../../../src-main/engine/passport/tied-answers';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { Vocabulary } from '../../../../src-main/engine/text/vocabulary';
import { selected } from '../../../helpers/backends';
import { tinyConfiguration } from '../../../helpers/engine-jobs';

const configuration = tinyConfiguration({ MAX_CODE_LEN: 8 });
const vocabulary = Vocabulary.build([['a', 'b', 'c', 'd']], 8);

/** A model whose next token is decided by the output layer's biases alone. */
function modelWithBiases(biases: readonly number[]) {
  const sizes = { source: vocabulary.size, target: vocabulary.size };
  const model = createEmptyModel(selected, modelOptions('vanilla-rnn', configuration, sizes));
  const bias = model.parameters.definitions.find(
    ({ name, shape }) => name.startsWith('output') && shape.length === 1 && shape[0] === vocabulary.size,
  )!;
  selected.assign(model.parameters.variable(bias.name), Float32Array.from(biases));
  return model;
}

/** Of a hypothesis and its `<EOS>`, as the softmax of the biases has it. */
function logProbabilityOf(hypothesis: string, biases: readonly number[]): number {
  const total = Math.log(biases.reduce((sum, bias) => sum + Math.exp(bias), 0));
  const ids = [...hypothesis.split(' ').map((token) => vocabulary.identifier(token)), 2];
  return ids.reduce((sum, id) => sum + biases[id] - total, 0);
}

async function isTied(
  biases: readonly number[],
  expected: string,
  said: number,
  beamSize: number,
): Promise<boolean> {
  const model = modelWithBiases(biases);
  const example = { source: Int32Array.of(1, 4, 2), target: Int32Array.of(1, 4, 2), docstringTokens: 1 };
  const found = { hypothesis: 'a b', logProbability: logProbabilityOf('a b', biases) };
  const answer = { index: 7, example, expected: { hypothesis: expected, logProbability: said }, found };
  try {
    const ties = await tiedAnswers(
      Replicas.single(model),
      [answer],
      vocabulary,
      configuration,
      beamSize,
      async () => true,
    );
    return ties.has(7);
  } finally {
    model.parameters.dispose();
  }
}

/** `<EOS>`, a, b, c are as likely as each other; d is far less likely. */
const BIASES = [-9, -9, 3, -9, 3, 3, 3, 0];

it.each([1, 3])(
  'finds that equally likely tokens are ties broken otherwise (beam of %i)',
  async (beamSize) => {
    expect(await isTied(BIASES, 'a c', logProbabilityOf('a c', BIASES), beamSize)).toBe(true);
  },
);

it.each([1, 3])('does not take a less likely token for a tie (beam of %i)', async (beamSize) => {
  expect(await isTied(BIASES, 'a d', logProbabilityOf('a d', BIASES), beamSize)).toBe(false);
});

it.each([1, 3])(
  'takes nothing for a tie whose log-probability the model does not give (beam of %i)',
  async (beamSize) => {
    expect(await isTied(BIASES, 'a c', logProbabilityOf('a c', BIASES) + 0.01, beamSize)).toBe(false);
  },
);

it('takes a token for tied only within the tolerance', async () => {
  for (const [lead, tied] of [
    [0.0005, true],
    [0.005, false],
  ] as const) {
    const biases = BIASES.with(4, 3 + lead);
    expect(await isTied(biases, 'b c', logProbabilityOf('b c', biases), 1)).toBe(tied);
  }
});
