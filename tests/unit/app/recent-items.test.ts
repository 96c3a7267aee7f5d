import { describe, expect, it } from 'vitest';
import { itemsAfterVisit, itemsOfStudy, itemsWithoutStudy } from '../../../src-main/app/recent-items';

const study = { link: '#/study/A/training', title: 'First' };
const page = { link: '#/runs', title: 'Runs' };

describe('places that were visited', () => {
  it('stand once, as they were seen last, the last one first', () => {
    const again = { link: '#/study/A/examples?example=3', title: 'First' };
    expect(itemsAfterVisit([study, page], again)).toEqual([again, page]);
    expect(itemsAfterVisit([study], page)).toEqual([page, study]);
  });

  it('are not kept without end', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      link: `#/study/${index}/training`,
      title: 'x',
    }));
    expect(many.reduce(itemsAfterVisit, [] as readonly (typeof study)[])).toHaveLength(20);
  });

  it('call a study as it is called now', () => {
    expect(itemsOfStudy([page, study], { id: 'A', name: 'Renamed' })[1].title).toBe('Renamed');
    const items = [page, study];
    expect(itemsOfStudy(items, { id: 'A', name: 'First' })).toBe(items);
    expect(itemsOfStudy(items, { id: 'B', name: 'Other' })).toBe(items);
  });

  it('lack a study that was deleted', () => {
    const items = [study, page];
    expect(itemsWithoutStudy(items, 'A')).toEqual([page]);
    expect(itemsWithoutStudy(items, 'B')).toBe(items);
  });
});
