import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRoute,
  pageLink,
  parseRoute,
  STUDY_TABS,
  studyLink,
} from '../../../../src-renderer/state/routes';

describe('routes', () => {
  it('reads the addresses that the interface links to', () => {
    expect(parseRoute('')).toEqual({ view: 'studies', query: {} });
    expect(parseRoute('#/studies')).toEqual({ view: 'studies', query: {} });
    expect(parseRoute('#/new')).toEqual({ view: 'new-study', query: {} });
    expect(parseRoute('#/settings')).toEqual({ view: 'settings', query: {} });
    expect(parseRoute('#/study/abc/examples?example=12')).toEqual({
      view: 'study',
      study: 'abc',
      tab: 'examples',
      query: { example: '12' },
    });
  });

  it('reads the choices of a page', () => {
    expect(parseRoute('#/compare?runs=a%2Cb')).toEqual({ view: 'comparison', query: { runs: 'a,b' } });
    expect(pageLink('comparison', { runs: 'a,b' })).toBe('#/compare?runs=a%2Cb');
  });

  it('shows the training of a study whose tab is missing or unknown', () => {
    expect(parseRoute(studyLink('abc'))).toMatchObject({ tab: 'training' });
    expect(parseRoute('#/study/abc')).toMatchObject({ tab: 'training' });
    expect(parseRoute('#/study/abc/nonsense')).toMatchObject({ tab: 'training' });
  });

  it('reads back every route that it writes, whatever is searched for', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.constantFrom(...STUDY_TABS),
        fc.string({ unit: 'grapheme' }),
        (study, tab, search) => {
          const route = { view: 'study', study, tab, query: { search } } as const;
          expect(parseRoute(formatRoute(route))).toEqual(route);
        },
      ),
    );
  });
});
