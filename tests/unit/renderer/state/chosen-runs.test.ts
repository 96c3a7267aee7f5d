import { describe, expect, it } from 'vitest';
import { runsNamed, runsOfStudy } from '../../../../src-renderer/state/chosen-runs';
import type { Architecture } from '../../../../src-shared/domain/architecture';
import { PRESETS } from '../../../../src-shared/domain/configuration';
import type { Run, Study } from '../../../../src-shared/domain/run';

const runOf = (id: string, architecture: Architecture, SEED = 42) =>
  ({ id, architecture, configuration: { ...PRESETS.recommended, SEED } }) as Run;
const studyOf = (name: string, ...runs: Run[]) => ({ id: name, name, runs }) as unknown as Study;

const first = studyOf('First', runOf('a', 'lstm-attention'), runOf('b', 'vanilla-rnn'));
const second = studyOf('Second', runOf('c', 'lstm-attention', 43));

describe('chosen runs', () => {
  it('of a study are all of it, by architecture, and called by it', () => {
    expect(runsOfStudy(first).map(({ run, label }) => [run.id, label])).toEqual([
      ['b', 'Vanilla RNN'],
      ['a', 'LSTM + attention'],
    ]);
  });

  it('of a link stand in its order, with the names of their studies', () => {
    const chosen = runsNamed([first, second], 'c,a');
    expect(chosen.map(({ run, label }) => [run.id, label])).toEqual([
      ['c', 'Second · LSTM + attention (SEED 43)'],
      ['a', 'First · LSTM + attention (SEED 42)'],
    ]);
  });

  it('are told apart by the settings that differ, or by number where none does', () => {
    const labels = (...runs: Run[]) => runsOfStudy(studyOf('S', ...runs)).map(({ label }) => label);
    const lstm = (id: string, changes: Partial<Run['configuration']>) => {
      const run = runOf(id, 'lstm');
      return { ...run, configuration: { ...run.configuration, ...changes } };
    };
    expect(
      labels(lstm('a', { SEED: 1 }), lstm('b', { SEED: 2, HIDDEN_DIM: 8 }), runOf('c', 'vanilla-rnn')),
    ).toEqual(['Vanilla RNN', 'LSTM (SEED 1, HIDDEN_DIM 256)', 'LSTM (SEED 2, HIDDEN_DIM 8)']);
    expect(labels(lstm('a', {}), lstm('b', {}))).toEqual(['LSTM #1', 'LSTM #2']);
  });

  it('of a sweep do not repeat what their studies are called after', () => {
    const swept = [1, 2].map((seed) => studyOf(`Rates: SEED ${seed}`, runOf(`s${seed}`, 'lstm', seed)));
    expect(runsNamed(swept, 's1,s2').map(({ label }) => label)).toEqual([
      'Rates: SEED 1 · LSTM',
      'Rates: SEED 2 · LSTM',
    ]);
  });

  it('of one architecture are counted, so that they can be drawn differently', () => {
    expect(runsNamed([first, second], 'a,b,c').map(({ turn }) => turn)).toEqual([0, 0, 1]);
  });

  it('that are gone or named twice are left out', () => {
    expect(runsNamed([first], 'a,gone,a,').map(({ run }) => run.id)).toEqual(['a']);
    expect(runsNamed([first], '')).toEqual([]);
  });
});
