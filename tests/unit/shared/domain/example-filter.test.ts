import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURE_CAUSES, LENGTH_BINS, OUTCOMES } from '../../../../src-shared/domain/analysis';
import {
  AGREEMENTS,
  type ExampleFilter,
  formatExampleFilter,
  parseExampleFilter,
} from '../../../../src-shared/domain/example-filter';

const run = fc.stringMatching(/^[a-z0-9]{1,10}$/);
const someOf = <Name extends string>(names: readonly Name[]) => fc.subarray([...names], { minLength: 1 });
const score = fc
  .tuple(run, fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
  .map(([run, low, high]) => ({ run, low: low / 10, high: high / 10 }));

const filters: fc.Arbitrary<ExampleFilter> = fc.record(
  {
    text: fc.string({ minLength: 1 }),
    regularExpression: fc.constant(true),
    place: fc.constantFrom('source', 'reference', 'hypothesis'),
    token: fc.string({ minLength: 1 }),
    outcomes: fc.array(fc.record({ run, outcomes: someOf(OUTCOMES) }), { minLength: 1, maxLength: 3 }),
    lengths: someOf(LENGTH_BINS),
    score,
    difference: fc.tuple(run, score).map(([than, { run, low, high }]) => ({ run, than, low: 0 - low, high })),
    agreement: fc.constantFrom(...AGREEMENTS),
    cause: fc.constantFrom(...FAILURE_CAUSES),
    memorised: fc.boolean(),
    favourite: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('a filter of examples', () => {
  it('is read back from the link that says it', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseExampleFilter(formatExampleFilter(filter))).toEqual(filter);
      }),
    );
  });

  it('leaves out what it cannot read', () => {
    expect(
      parseExampleFilter({ outcome: 'a:nonsense,:other', length: '[5,6)', score: 'a:1', in: 'nowhere' }),
    ).toEqual({});
  });
});
