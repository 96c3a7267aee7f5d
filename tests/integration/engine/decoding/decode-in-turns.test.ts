import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeBatch, decodeInTurns } from '../../../../src-main/engine/decoding/beam-search';
import { KeptLayout } from '../../../../src-main/engine/decoding/decoding-layout';
import type { PreparedData } from '../../../../src-main/engine/data/prepare';
import type { SequenceToSequence } from '../../../../src-main/engine/model/sequence-to-sequence';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { syntheticData, toyModel } from '../../../helpers/synthetic-models';

const configuration = tinyConfiguration({ TRAIN_SIZE: 24, VOCAB_SIZE: 30, MAX_CODE_LEN: 10 });
const options = { beamSize: 3, maximumLength: 9, lengthNormalisation: 0, attention: true, alternatives: 4 };

let data: PreparedData;
let model: SequenceToSequence;
let kept: KeptLayout;
beforeAll(async () => {
  data = await syntheticData(configuration);
  model = await toyModel('lstm-attention', configuration, data);
  kept = new KeptLayout(model);
}, 60_000);
afterAll(() => {
  kept.dispose();
  model.parameters.dispose();
});

it('finds in turns, with a layout that is kept, what decoding at one go finds', async () => {
  for (const { source } of data.test.slice(0, 3)) {
    let turns = 0;
    const mayGoOn = async () => (turns++, true);
    const decoded = await decodeInTurns(model, [source], options, {
      layout: kept.layout,
      watch: null,
      mayGoOn,
    });
    expect(decoded).toEqual(decodeBatch(model, [source], options));
    expect(turns).toBe(9);
  }
});

it('ends between two time steps when it is told to, and leaves no tensor behind', async () => {
  const before = model.ops.liveTensors();
  let turns = 0;
  const other: number[] = [];
  const mayGoOn = async () => {
    // What others compute in their turn is not its own.
    model.ops.scope(() => other.push(model.ops.readFloat32(model.ops.zeros([2])).length));
    return ++turns < 4;
  };
  const turnsOf = { layout: kept.layout, watch: null, mayGoOn };
  expect(await decodeInTurns(model, [data.test[0].source], options, turnsOf)).toBeNull();
  expect(turns).toBe(4);
  expect(other).toEqual([2, 2, 2, 2]);
  expect(model.ops.liveTensors()).toBe(before);
});

it('a kept layout is freed when it is disposed of', () => {
  const before = model.ops.liveTensors();
  new KeptLayout(model).dispose();
  expect(model.ops.liveTensors()).toBe(before);
});
