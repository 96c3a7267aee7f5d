import { describe, expect, it } from 'vitest';
import {
  type Counterpart,
  formatCell,
  formatCounterpart,
  parseAttentionChoices,
} from '../../../../src-renderer/state/attention-choices';

describe('the choices of the attention view', () => {
  it('are the usual ones for an empty link', () => {
    expect(parseAttentionChoices({})).toMatchObject({
      material: 'example',
      example: 0,
      epoch: null,
      beamSize: 1,
      hypothesis: 0,
      counterpart: { kind: 'none' },
      presentation: 'heatmap',
      zoom: 1,
      cell: null,
    });
  });

  it('take the source that the link has: an example, a text, a probe, or what it names', () => {
    const material = (query: Readonly<Record<string, string>>) => parseAttentionChoices(query).material;
    expect(material({ text: 'add two' })).toBe('text');
    expect(material({ probe: '2' })).toBe('probe');
    expect(material({ example: '2', text: 'add two' })).toBe('example');
    expect(material({ example: '2', from: 'probe' })).toBe('probe');
  });

  it('put what was edited beside what it was, unless something else is asked for', () => {
    expect(parseAttentionChoices({ edit: '1:' }).counterpart).toEqual({ kind: 'unedited' });
    expect(parseAttentionChoices({ edit: '1:', with: 'none' }).counterpart).toEqual({ kind: 'none' });
  });

  it('go into the link and back', () => {
    const counterparts: readonly Counterpart[] = [
      { kind: 'none' },
      { kind: 'run', run: 'A' },
      { kind: 'hypothesis', place: 2 },
      { kind: 'previous-epoch' },
      { kind: 'best-epoch' },
    ];
    for (const counterpart of counterparts)
      expect(parseAttentionChoices({ with: formatCounterpart(counterpart) }).counterpart).toEqual(
        counterpart,
      );
    for (const cell of [null, { row: 3, column: 0 }, { row: null, column: 4 }])
      expect(parseAttentionChoices({ cell: formatCell(cell) }).cell).toEqual(cell);
  });

  it('that make no sense are as usual', () => {
    const choices = parseAttentionChoices({
      example: '-1',
      beam: '900',
      hypothesis: '0',
      view: 'x',
      zoom: '99',
      threshold: '2',
      with: 'hypothesis:0',
      cell: 'a.b',
    });
    expect(choices).toMatchObject({
      example: 0,
      beamSize: 10,
      hypothesis: 0,
      presentation: 'heatmap',
      zoom: 4,
      threshold: 0.05,
      counterpart: { kind: 'none' },
      cell: null,
    });
  });
});
