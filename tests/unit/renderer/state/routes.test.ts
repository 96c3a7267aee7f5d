import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, STUDY_TABS, studyLink } from '../../../../src-renderer/state/routes';

describe('routes', () => {
  it('reads the addresses that the interface links to', () => {
    expect(parseRoute('')).toEqual({ view: 'studies' });
    expect(parseRoute('#/studies')).toEqual({ view: 'studies' });
    expect(parseRoute('#/new')).toEqual({ view: 'new-study' });
    expect(parseRoute('#/settings')).toEqual({ view: 'settings' });
    expect(parseRoute('#/study/abc/results?example=12')).toEqual({
      view: 'study',
      study: 'abc',
      tab: 'results',
      query: { example: '12' },
    });
  });

  it('shows the run of a study whose tab is missing or unknown', () => {
    expect(parseRoute(studyLink('abc'))).toMatchObject({ tab: 'run' });
    expect(parseRoute('#/study/abc')).toMatchObject({ tab: 'run' });
    expect(parseRoute('#/study/abc/nonsense')).toMatchObject({ tab: 'run' });
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
