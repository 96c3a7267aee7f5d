import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue, PRESETS } from '../../../../src-shared/domain/configuration';
import {
  countSettings,
  gridValues,
  MOST_SWEEP_STUDIES,
  planSettings,
  sweepProblem,
  type SweepPlan,
  type SweptKey,
} from '../../../../src-shared/domain/sweep';

const plan = (changes: Partial<SweepPlan>): SweepPlan => ({
  method: 'grid',
  keys: [],
  samples: 8,
  drawSeed: 1,
  seeds: [42],
  ...changes,
});

const learningRates = fc
  .record({
    from: fc.double({ min: 1e-6, max: 1e-2, noNaN: true }),
    factor: fc.double({ min: 2, max: 100, noNaN: true }),
    count: fc.integer({ min: 2, max: 6 }),
    scale: fc.constantFrom('linear' as const, 'log' as const),
  })
  .map(({ from, factor, count, scale }): SweptKey => ({
    key: 'LEARNING_RATE',
    values: { kind: 'range', from, to: from * factor, count, scale },
  }));
const units = fc
  .record({ from: fc.integer({ min: 1, max: 100 }), more: fc.integer({ min: 1, max: 400 }) })
  .map(({ from, more }): SweptKey => ({
    key: 'HIDDEN_DIM',
    values: { kind: 'range', from, to: from + more, count: 4, scale: 'log' },
  }));
const bridges = fc
  .subarray(['linear-tanh', 'average', 'sum'], { minLength: 1 })
  .map((values): SweptKey => ({ key: 'BRIDGE', values: { kind: 'list', values } }));
const keys = fc.tuple(learningRates, units, bridges);

describe('a plan', () => {
  it('has every combination of a grid once, and as many settings as it says', () => {
    fc.assert(
      fc.property(keys, (swept) => {
        const made = plan({ keys: swept });
        const settings = planSettings(made);
        expect(settings).toHaveLength(countSettings(made));
        expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(settings.length);
        for (const { key, values } of swept)
          expect(new Set(settings.map((setting) => setting[key]))).toEqual(new Set(gridValues(key, values)));
      }),
    );
  });

  it('draws distinct, valid settings within the ranges, the same again for the same seed', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 2 ** 31 }), (swept, drawSeed) => {
        const made = plan({ method: 'random', keys: swept, drawSeed });
        const settings = planSettings(made);
        expect(settings.length).toBeGreaterThan(0);
        expect(settings.length).toBeLessThanOrEqual(made.samples);
        expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(settings.length);
        for (const setting of settings)
          for (const { key, values } of swept) {
            expect(checkValue(key, setting[key])).toBeNull();
            if (values.kind === 'range') {
              expect(setting[key]).toBeGreaterThanOrEqual(values.from);
              expect(setting[key]).toBeLessThanOrEqual(values.to);
            } else expect(values.values).toContain(setting[key]);
          }
        expect(planSettings(made)).toEqual(settings);
      }),
    );
  });

  it('finds every setting of a space where as many are asked for, and says how many there are', () => {
    const batches = Array.from({ length: 20 }, (_, place) => place + 1);
    const swept: readonly SweptKey[] = [
      { key: 'BATCH_SIZE', values: { kind: 'list', values: batches } },
      { key: 'BEAM_SIZE', values: { kind: 'list', values: batches.slice(0, 10) } },
    ];
    for (const samples of [150, 200, 300]) {
      const made = plan({ method: 'random', keys: swept, samples });
      expect(planSettings(made)).toHaveLength(Math.min(samples, 200));
      expect(countSettings(made)).toBe(Math.min(samples, 200));
    }
  });

  it('draws a logarithmic range evenly over its orders of magnitude', () => {
    const values = planSettings(
      plan({
        method: 'random',
        samples: 200,
        keys: [
          { key: 'LEARNING_RATE', values: { kind: 'range', from: 1e-4, to: 1e-2, count: 2, scale: 'log' } },
        ],
      }),
    ).map((setting) => setting.LEARNING_RATE!);
    const below = values.filter((value) => value < 1e-3).length / values.length;
    expect(below).toBeGreaterThan(0.4);
    expect(below).toBeLessThan(0.6);
  });

  it('spaces a logarithmic grid by factors, in whole numbers where the key has them', () => {
    const values = { kind: 'range', from: 64, to: 512, count: 4, scale: 'log' } as const;
    expect(gridValues('HIDDEN_DIM', values)).toEqual([64, 128, 256, 512]);
  });
});

describe('what keeps a sweep from being started', () => {
  const rates: SweptKey = { key: 'LEARNING_RATE', values: { kind: 'list', values: [0.001, 0.01] } };
  const problem = (changes: Partial<SweepPlan>) =>
    sweepProblem(plan({ keys: [rates], ...changes }), PRESETS.recommended);

  it('is nothing for a right plan', () => {
    expect(problem({})).toBeNull();
    expect(problem({ method: 'random', samples: 2 })).toBeNull();
  });

  it.each([
    [{ keys: [] }, /at least one key/],
    [{ keys: [rates, rates] }, /swept once/],
    [{ keys: [{ key: 'SEED', values: { kind: 'list', values: [1] } }] }, /SEED is not swept/],
    [{ keys: [{ key: 'BRIDGE', values: { kind: 'list', values: ['none'] } }] }, /BRIDGE is "none"/],
    [
      {
        keys: [{ key: 'DROPOUT', values: { kind: 'range', from: 0, to: 0.5, count: 3, scale: 'log' } }],
      },
      /above 0/,
    ],
    [{ keys: [{ key: 'DECODER_LAYERS', values: { kind: 'list', values: [1, 5] } }] }, /at most NUM_LAYERS/],
    [{ seeds: [] }, /at least one seed/],
    [{ seeds: [1, 1] }, /given twice/],
    [{ seeds: [0.5] }, /SEED is 0.5/],
    [{ method: 'random', samples: 1.5 }, /whole number/],
    [{ seeds: Array.from({ length: MOST_SWEEP_STUDIES }, (_, seed) => seed) }, /at most 500/],
  ] as const)('is told of %j', (changes, words) => {
    expect(problem(changes as Partial<SweepPlan>)).toMatch(words);
  });
});
