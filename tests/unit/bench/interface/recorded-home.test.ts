import { expect, it } from 'vitest';
import { recordHome } from '../../../../bench/interface/recorded-home';
import { openHistory } from '../../../../src-main/history';
import { temporaryFolder } from '../../history/samples';

it('records studies of several sizes that have finished and were evaluated', () => {
  const home = temporaryFolder();
  const content = { studies: 5, architectures: ['vanilla-rnn'], stepsPerRun: 40, examples: 3 } as const;
  const recorded = recordHome(home, content);
  const history = openHistory(home);
  try {
    const runs = recorded.map(([run]) => history.runs.find(run)!);
    expect(runs.map(({ state }) => state)).toEqual(Array(5).fill('finished'));
    expect(new Set(runs.map(({ configuration }) => configuration.HIDDEN_DIM)).size).toBe(4);
    expect(runs.map(({ evaluations }) => evaluations.length)).toEqual(Array(5).fill(1));
  } finally {
    history.close();
  }
});
