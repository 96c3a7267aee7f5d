import { describe, expect, it } from 'vitest';
import { parseRoute } from '../../../../../src-renderer/state/routes';
import {
  betterLink,
  differenceLink,
  examplesOfRunLink,
  lengthLink,
  missedLink,
  scoresLink,
  transitionLink,
} from '../../../../../src-renderer/views/comparison/doors';
import { parseExampleFilter } from '../../../../../src-shared/domain/example-filter';
import { sampleRun, sampleStudy } from '../../samples';

const runs = [
  sampleRun({ id: 'a', architecture: 'lstm' }),
  sampleRun({ id: 'b', architecture: 'vanilla-rnn' }),
];
const study = sampleStudy(runs);
const chosen = runs.map((run) => ({ study, run, label: run.id, turn: 0 }));
const all = { chosen, split: 'test', decoder: 'beam' } as const;

describe('doors to examples', () => {
  it('lead into the study when all of its runs are compared, else to these runs side by side', () => {
    expect(parseRoute(lengthLink(all, 'a', '[10,20)'))).toMatchObject({
      view: 'study',
      study: 'study-1',
      tab: 'examples',
      query: { length: '[10,20)', decoder: 'beam' },
    });
    expect(parseRoute(lengthLink({ ...all, chosen: chosen.slice(0, 1) }, 'a', '50+'))).toMatchObject({
      view: 'examples',
      query: { runs: 'a', length: '50+' },
    });
  });

  it('show a run alone where the others answered different examples', () => {
    const split = {
      seed: 1,
      rows: 9,
      sizes: { train: 7, validation: 1, test: 1 },
      description: '',
      hash: 'h',
    };
    const elsewhere = {
      ...chosen[1],
      study: sampleStudy(runs, { split: { ...split, skipped: {} } as never }),
    };
    const of = { ...all, chosen: [chosen[0], elsewhere] };
    expect(parseRoute(scoresLink(of, 'a')).query).toMatchObject({ runs: 'a', sort: 'score:a' });
  });

  it('lead from a bin of differences to the examples in it, the greatest difference first', () => {
    const { query } = parseRoute(differenceLink(all, 'b', 'a', { low: 10, high: 20 }));
    expect(parseExampleFilter(query)).toEqual({ difference: { run: 'b', than: 'a', low: 10, high: 20 } });
    expect(query.sort).toBe('difference:b,a');
    const losses = parseRoute(differenceLink(all, 'b', 'a', { low: -20, high: -10 })).query;
    expect(parseExampleFilter(losses).difference).toMatchObject({ low: -20, high: -10 });
    expect(losses.sort).toBe('difference:a,b');
  });

  it('name the split where it is not the test split', () => {
    expect(parseRoute(lengthLink({ ...all, split: 'train' }, 'a', '50+')).query.split).toBe('train');
    expect(parseRoute(lengthLink(all, 'a', '50+')).query.split).toBeUndefined();
  });

  it('are read back as the filters that they stand for', () => {
    const filterOf = (link: string) => parseExampleFilter(parseRoute(link).query);
    expect(filterOf(transitionLink(all, ['a', 'correct'], ['b', 'other']))).toEqual({
      outcomes: [
        { run: 'a', outcomes: ['correct'] },
        { run: 'b', outcomes: ['other'] },
      ],
    });
    expect(filterOf(betterLink(all, 'b', 'a'))).toEqual({ better: { run: 'b', than: 'a' } });
    expect(filterOf(missedLink(all, 'a', 'keyword', true))).toEqual({
      missed: 'keyword',
      oneTokenAway: true,
    });
  });

  it('show one run alone where a condition holds of any run', () => {
    expect(parseRoute(examplesOfRunLink(all, 'b', { cause: 'search' }))).toMatchObject({
      view: 'examples',
      query: { runs: 'b', cause: 'search', decoder: 'beam' },
    });
  });
});
