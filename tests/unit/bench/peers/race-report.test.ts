import { describe, expect, it } from 'vitest';
import { raceMarkdown, racesMarkdown } from '../../../../bench/peers/race-report';
import type { ContestantResult, RaceResult } from '../../../../bench/peers/race';

const machine = {
  processor: 'Some CPU',
  cores: 2,
  memoryBytes: 24 * 2 ** 30,
  system: 'Linux 6.1',
  node: '20.20.2',
  allocator: { MALLOC_TOP_PAD_: '268435456' },
};

function ran(seconds: readonly number[], firstLoss = 8.5, problem: string | null = null): ContestantResult {
  return { versions: { torch: '2.15.0', threads: 2, parameters: 1234 }, firstLoss, seconds, problem };
}

function raced(results: RaceResult['results'], otherLoadCores: number | null = 0): RaceResult {
  return { architecture: 'lstm', machine, otherLoadCores, results };
}

const cells = (markdown: string, contestant: string) =>
  markdown
    .split('\n')
    .find((line) => line.startsWith(`| ${contestant}`))!
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());

describe('the table of a race', () => {
  it('has medians, minima and the ratios to ours and to the expert', () => {
    const table = raceMarkdown(
      raced({ ours: ran([1, 1.5, 1]), expert: ran([2, 3, 2]), notebook: ran([4, 6, 5]) }),
    );
    expect(cells(table, 'Unroll')).toEqual(['1.000', '1.000', '1.00', '0.50', '3', '1,234']);
    expect(cells(table, 'PyTorch notebook')).toEqual(['5.000', '4.000', '4.00', '2.00', '3', '1,234']);
  });

  it('compares one that broke off over the rounds that it ran, and tells why', () => {
    const table = raceMarkdown(
      raced({ ours: ran([1, 9]), expert: ran([3], 8.5, 'PyTorch expert ended by SIGKILL') }),
    );
    expect(cells(table, 'PyTorch expert').slice(2, 5)).toEqual(['3.00', '1.00', '1']);
    expect(table).toContain('Did not finish: PyTorch expert ended by SIGKILL');
  });

  it('shows one that never started without figures', () => {
    const missing: ContestantResult = { versions: null, firstLoss: null, seconds: [], problem: 'no torch' };
    expect(cells(raceMarkdown(raced({ ours: ran([1]), expert: missing })), 'PyTorch expert')).toEqual([
      ...['–', '–', '–', '–', '0', '–'],
    ]);
  });

  it.each([
    ['yes', 8.50009],
    ['NO', 8.5002],
    ['NO', Number.NaN],
  ])('says same loss: %s for 8.5 and %d', (verdict, loss) => {
    const table = raceMarkdown(raced({ ours: ran([1]), expert: ran([2], loss) }));
    expect(table).toContain(`same loss: ${verdict}, 8.500000 / ${loss.toFixed(6)}`);
  });

  it('warns where the machine was not quiet', () => {
    expect(raceMarkdown(raced({ ours: ran([1]) }, 0.7))).toContain('other programs kept 0.7 cores busy');
    expect(raceMarkdown(raced({ ours: ran([1]) }, 0.02))).not.toContain('not quiet');
  });

  it('is followed by machine, allocator settings and versions', () => {
    const text = racesMarkdown([raced({ ours: ran([1]), expert: ran([2]) })]);
    expect(text).toContain('Some CPU, 2 cores, 24 GiB; Linux 6.1; Node 20.20.2.');
    expect(text).toContain('`MALLOC_TOP_PAD_=268435456`');
    expect(text).toContain('PyTorch expert: torch 2.15.0, 2 threads');
  });
});
