import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from '../../../../src-renderer/state/fuzzy';

const score = (typed: string, name: string) => fuzzyMatch(typed, name)!.score;

describe('finding by some letters', () => {
  it('tells which letters were found, word beginnings first', () => {
    expect(fuzzyMatch('nst', 'New study')?.positions).toEqual([0, 4, 5]);
    expect(fuzzyMatch('study', 'New study')?.positions).toEqual([4, 5, 6, 7, 8]);
  });

  it('wants all letters in their order', () => {
    expect(fuzzyMatch('ts', 'study')).toBeNull();
    expect(fuzzyMatch('studyx', 'study')).toBeNull();
    expect(fuzzyMatch('  ', 'study')).toEqual({ score: 0, positions: [] });
  });

  it('holds what stands there as typed for better than scattered letters, and short names for better than long', () => {
    expect(score('run', 'Runs')).toBeGreaterThan(score('run', 'Results of units'));
    expect(score('run', 'Runs')).toBeGreaterThan(score('run', 'Published run of the notebook'));
    expect(score('cmp', 'Compare')).toBeLessThan(score('comp', 'Compare'));
  });
});
