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
      ['c', 'Second · LSTM + attention'],
      ['a', 'First · LSTM + attention'],
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
