import { describe, expect, it } from 'vitest';
import { epochRecords } from '../../../../../../src-main/engine/checkpoint/pytorch/notebook/epoch-records';
import { readHistories } from '../../../../../../src-main/engine/checkpoint/pytorch/notebook/history';
import { readMetrics } from '../../../../../../src-main/engine/checkpoint/pytorch/notebook/metrics';
import { architectureOf } from '../../../../../../src-main/engine/checkpoint/pytorch/notebook/names';
import { plainValue } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/plain-value';
import { UserError } from '../../../../../../src-shared/domain/errors';

const histories = (value: unknown) =>
  readHistories(
    plainValue(value, (reason) => new UserError(reason)),
    'history.json',
  );

describe('a history of training', () => {
  it('may be of several models, by their names', () => {
    const { byArchitecture, unnamed } = histories({
      vanilla_rnn: { train_losses: [3, 2], val_losses: [4, Number.NaN] },
      lstm: { train_losses: [3], val_losses: [4], val_accuracies: [0.5] },
      lstm_attention: { train_losses: [], val_losses: [] },
    });
    expect(unnamed).toBeNull();
    expect([...byArchitecture.keys()]).toEqual(['vanilla-rnn', 'lstm', 'lstm-attention']);
    expect(byArchitecture.get('vanilla-rnn')).toEqual({
      trainLosses: [3, 2],
      validationLosses: [4, null],
      others: {},
    });
    expect(byArchitecture.get('lstm')!.others).toEqual({ val_accuracies: [0.5] });
  });

  it.each<[string, unknown]>([
    ['lists', { train_loss: [3, 2], val_loss: [4, 5], lr: [0.1, 0.1] }],
    [
      'one record for each epoch',
      [
        { train_loss: 3, val_loss: 4, lr: 0.1 },
        { train_loss: 2, val_loss: 5, lr: 0.1 },
      ],
    ],
    ['lists inside of something', { history: { train_loss: [3, 2], val_loss: [4, 5], lr: [0.1, 0.1] } }],
  ])('may be of one model, as %s', (_, value) => {
    expect(histories(value).unnamed).toEqual({
      trainLosses: [3, 2],
      validationLosses: [4, 5],
      others: { lr: [0.1, 0.1] },
    });
  });

  it.each([[7], [{ epochs: [1, 2] }], [{ lstm: { accuracy: [1] } }]])(
    'without losses is refused: %j',
    (value) => {
      expect(() => histories(value)).toThrow(/^history\.json: no history of training: it needs train_losses/);
    },
  );
});

describe('epochs', () => {
  const history = { trainLosses: [5, 4, 3, 2], validationLosses: [4, 3, null, 3.5], others: {} };
  const nothing = { epoch: null, trainLoss: null, validationLoss: null };

  it('have the losses that are known, and are best where the validation loss is lower than ever', () => {
    const records = epochRecords(history, nothing, 'free-running');
    expect(records.map(({ best }) => best)).toEqual([true, true, false, false]);
    expect(records[1]).toMatchObject({
      epoch: 2,
      trainLoss: 4,
      validationLossFreeRunning: 3,
      validationLossTeacherForced: Number.NaN,
      learningRate: Number.NaN,
      gradients: null,
    });
    expect(epochRecords(history, nothing, 'teacher-forced')[1]).toMatchObject({
      validationLossFreeRunning: Number.NaN,
      validationLossTeacherForced: 3,
    });
  });

  it('are best up to the one whose loss the checkpoint has written down', () => {
    const at = (validationLoss: number) =>
      epochRecords(history, { ...nothing, validationLoss }, 'free-running').map(({ best }) => best);
    expect(at(4)).toEqual([true, false, false, false]);
    expect(at(3.5)).toEqual([true, true, false, true]);
    expect(at(99)).toEqual([true, true, false, false]);
  });

  it('come from the checkpoint where there is no history', () => {
    const moment = { epoch: 7, trainLoss: null, validationLoss: 4.25 };
    expect(epochRecords(null, moment, 'free-running')).toMatchObject([
      { epoch: 7, trainLoss: Number.NaN, validationLossFreeRunning: 4.25, best: true },
    ]);
    expect(epochRecords(null, nothing, 'free-running')).toEqual([]);
    expect(epochRecords(null, null, 'free-running')).toEqual([]);
  });
});

describe('a table of metrics', () => {
  it('has a row for each model, with its numbers by their titles', () => {
    const text =
      '\uFEFFModel,BLEU Score,"Accuracy, %",Note\r\nVanilla RNN,0.25,5.5%,-\n"LSTM ""best"" + Attention (Beam=3)",2.28,9.2,x\nGRU,1,2,3\n';
    expect(readMetrics(text.replace('\uFEFF', ''), 'm.csv', '/a/m.csv')).toEqual([
      {
        label: 'Vanilla RNN',
        architecture: 'vanilla-rnn',
        decoder: null,
        values: { 'BLEU Score': 0.25, 'Accuracy, %': 5.5 },
        file: 'm.csv',
      },
      {
        label: 'LSTM "best" + Attention (Beam=3)',
        architecture: 'lstm-attention',
        decoder: 'beam',
        values: { 'BLEU Score': 2.28, 'Accuracy, %': 9.2 },
        file: 'm.csv',
      },
      {
        label: 'GRU',
        architecture: null,
        decoder: null,
        values: { 'BLEU Score': 1, 'Accuracy, %': 2, Note: 3 },
        file: 'm.csv',
      },
    ]);
  });

  it('with a row of another length, or a quote that never ends, is refused with its place', () => {
    expect(() => readMetrics('Model,BLEU\nLSTM,1,2\n', 'm.csv', 'm.csv')).toThrow(
      /row 2 has 3 cells where the titles are 2/,
    );
    expect(() => readMetrics('Model,BLEU\n"LSTM,1', 'm.csv', 'm.csv')).toThrow(
      /row 2 is not comma-separated/,
    );
  });
});

it.each([
  ['vanilla_rnn', 'vanilla-rnn'],
  ['best_lstm.pt', 'lstm'],
  ['LSTM + Attention (Greedy)', 'lstm-attention'],
  ['lstm_attn', 'lstm-attention'],
  ['GRU with attention', null],
  ['model', null],
])('knows what %s is a name of', (name, architecture) => {
  expect(architectureOf(name)).toBe(architecture);
});
