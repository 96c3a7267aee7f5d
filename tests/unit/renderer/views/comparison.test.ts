import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../../../src-renderer/views/comparison/comparison';
import { sampleEvaluation, sampleRun } from '../samples';

const attention = { run: 'run-2', architecture: 'lstm-attention' } as const;
const evaluations = [
  sampleEvaluation({ bleu: 2, tokenAccuracy: 12 }),
  sampleEvaluation({ ...attention, bleu: 5, tokenAccuracy: 11 }),
  sampleEvaluation({ ...attention, decoder: 'beam', beamSize: 3, bleu: 6, tokenAccuracy: 10 }),
];
const runs = [sampleRun({ id: 'run-2', architecture: 'lstm-attention' }), sampleRun()];

describe('the comparison', () => {
  it('has a row for each architecture in training order, greedy metrics before beam ones', () => {
    const rows = compareRuns(runs, evaluations);
    expect(rows.map(({ architecture }) => architecture)).toEqual(['lstm', 'lstm-attention']);
    expect(rows[1].cells.map((cell) => cell?.value)).toEqual([5, 11, 0, 6, 10, 0]);
    expect(rows[0].cells.slice(3)).toEqual([null, null, null]);
  });

  it('marks the best value of each metric over all runs and decoders', () => {
    const best = compareRuns(runs, evaluations).flatMap(({ architecture, cells }) =>
      cells.flatMap((cell) => (cell?.best ? `${architecture} ${cell.decoder} ${cell.metric}` : [])),
    );
    expect(best).toEqual(['lstm greedy tokenAccuracy', 'lstm-attention beam bleu']);
  });

  it('carries the value as the notebook computed it', () => {
    expect(compareRuns(runs, evaluations)[0].cells[0]?.asNotebook).toBe(1);
  });
});
