import { describe, expect, it } from 'vitest';
import {
  exportItems,
  paletteItems,
  searchPalette,
  studyCommandActions,
} from '../../../../src-renderer/state/palette';
import { parseRoute } from '../../../../src-renderer/state/routes';
import { sampleRun, sampleStudy } from '../samples';

const studies = [
  sampleStudy([sampleRun({ id: 'A1', state: 'finished' })], { id: 'A', name: 'Published run' }),
  sampleStudy([sampleRun({ id: 'B1', state: 'running' })], { id: 'B', name: 'Starter study' }),
];
const recent = [
  { link: '#/study/B/comparison', title: 'Starter study' },
  { link: '#/runs', title: 'Runs' },
];
const content = { studies, recent, route: parseRoute('#/runs'), actions: [], exports: [] };
const titles = (typed: string, changes = {}) =>
  searchPalette(paletteItems({ ...content, ...changes }), typed).map(
    ({ kind, title }) => `${kind}: ${title}`,
  );

describe('the palette', () => {
  it('begins with what the view offers and with visited places other than this one', () => {
    const actions = [{ id: 'x', label: 'Export the table', run: () => {} }];
    expect(titles('', { actions }).slice(0, 3)).toEqual([
      'Action: Export the table',
      'Recent: Starter study',
      'Page: New study',
    ]);
  });

  it('finds what a view lets be taken out by its name, and lists it alone where that is asked for', () => {
    const run = () => {};
    const exports = [
      { id: '1', label: 'Copy table: the metrics', copies: true, run },
      { id: '2', label: 'Save as CSV: the metrics', copies: false, run },
    ];
    expect(titles('', { exports }).join()).not.toContain('metrics');
    expect(titles('csv', { exports })[0]).toBe('Export: Save as CSV: the metrics');
    const listed = searchPalette(exportItems(exports), '', []).map(({ title }) => title);
    expect(listed).toEqual(exports.map(({ label }) => label));
  });

  it('lists the tabs of the open study first', () => {
    expect(titles('', { route: parseRoute('#/study/A/training'), recent: [] })[0]).toBe('Tab: Training');
  });

  it('finds studies by name, and runs by their study', () => {
    expect(titles('pub')[0]).toBe('Study: Published run');
    expect(titles('lstm published')).toEqual(['Run: LSTM']);
    expect(titles('no such thing')).toEqual([]);
  });

  it('opens a pasted link, and nothing else', () => {
    expect(titles('unroll://study/A/examples?example=3')).toEqual(['Link: Open link: Study, Examples']);
  });

  it('offers what studies take in their state', () => {
    const labels = studyCommandActions(studies, () => {}).map(({ label }) => label);
    expect(labels).toEqual(['Pause “Starter study”', 'Stop “Starter study”']);
  });
});
