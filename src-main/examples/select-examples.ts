import { FAILURE_CAUSES, LENGTH_BINS, OUTCOMES } from '../../src-shared/domain/analysis';
import type { ConditionCount, ExampleFacets } from '../../src-shared/contract/requests/examples';
import { AGREEMENTS, type ExampleFilter } from '../../src-shared/domain/example-filter';
import { agreementBits } from './agreement';
import { UNKNOWN } from './answer-columns';
import { type Condition, conditionsOf, memorisedTest } from './conditions';
import type { HeldEvaluation, HeldSelection } from './held-predictions';
import { withinTime } from './pattern';

/** What a filter leaves of a selection. */
export interface SelectedExamples {
  /** Ascending. */
  readonly positions: Int32Array;
  readonly facets: ExampleFacets;
  readonly conditions: readonly ConditionCount[];
}

const SCORE_BINS = 10;

/**
 * Finds the examples that meet all conditions. An example that fails one condition only counts for the values of that
 * condition, so that a facet shows what another choice would give.
 * @throws UserError when a regular expression cannot be read, or takes too long
 */
export function selectExamples(selection: HeldSelection, filter: ExampleFilter): SelectedExamples {
  const conditions = conditionsOf(filter, selection);
  const run = () => pass(selection, conditions);
  return filter.regularExpression && filter.text ? withinTime(run) : run();
}

function pass(selection: HeldSelection, conditions: readonly Condition[]): SelectedExamples {
  const counter = new FacetCounter(selection, conditions);
  const left: number[] = [];
  const without = new Int32Array(conditions.length);
  for (const position of selection.positions) {
    const failed = onlyFailure(conditions, position);
    if (failed === SEVERAL) continue;
    counter.count(position, failed);
    if (failed === NONE) left.push(position);
    else without[failed] += 1;
  }
  return {
    positions: Int32Array.from(left),
    facets: counter.facets(),
    conditions: conditions.map(({ name }, place) => ({
      condition: name,
      without: left.length + without[place],
    })),
  };
}

const NONE = -1;
const SEVERAL = -2;

/** The place of the one condition that an example does not meet; `NONE` when it meets all, `SEVERAL` when it fails more. */
function onlyFailure(conditions: readonly Condition[], position: number): number {
  let failed = NONE;
  for (let place = 0; place < conditions.length; place++) {
    if (conditions[place].test(position)) continue;
    if (failed !== NONE) return SEVERAL;
    failed = place;
  }
  return failed;
}

/** Counts, for every value that could be chosen, the examples that have it. */
class FacetCounter {
  private readonly evaluations: readonly HeldEvaluation[];
  private readonly outcomes: readonly Int32Array[];
  private readonly scores: readonly Int32Array[];
  private readonly lengths = new Int32Array(LENGTH_BINS.length);
  private readonly agreements = new Int32Array(AGREEMENTS.length);
  private readonly causes = new Int32Array(FAILURE_CAUSES.length);
  private readonly isMemorised: (position: number) => boolean;
  private readonly memorised = { yes: 0, no: 0 };
  private favourites = 0;
  private oneTokenAway = 0;
  /** Places of the conditions that facets stand for, by their names. */
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    private readonly selection: HeldSelection,
    conditions: readonly Condition[],
  ) {
    this.evaluations = selection.evaluations;
    this.outcomes = this.evaluations.map(() => new Int32Array(OUTCOMES.length));
    this.scores = this.evaluations.map(() => new Int32Array(SCORE_BINS));
    this.isMemorised = memorisedTest(this.evaluations);
    this.places = new Map(conditions.map(({ name }, place) => [name, place]));
  }

  /** `failed`: the only condition that the example does not meet, or `NONE`. */
  count(position: number, failed: number): void {
    const counts = (name: string) => failed === NONE || this.places.get(name) === failed;
    this.evaluations.forEach(({ stored, answers }, place) => {
      if (answers.answered[position] !== 1) return;
      if (counts(`outcome:${stored.run}`)) this.outcomes[place][answers.outcomes[position]] += 1;
      if (counts('score')) this.scores[place][scoreBin(answers.bleu[position])] += 1;
    });
    const bin = this.evaluations[0].texts.bins[position] ?? UNKNOWN;
    if (bin !== UNKNOWN && counts('length')) this.lengths[bin] += 1;
    if (counts('agreement')) this.countAgreements(position);
    if (counts('cause')) this.countCauses(position);
    if (counts('oneTokenAway') && this.evaluations.some(({ answers }) => answers.recovers[position] === 1))
      this.oneTokenAway += 1;
    if (counts('memorised')) this.memorised[this.isMemorised(position) ? 'yes' : 'no'] += 1;
    if (counts('favourite') && this.selection.favourites.has(position)) this.favourites += 1;
  }

  facets(): ExampleFacets {
    const byRun = <Value>(valueOf: (place: number) => Value) =>
      Object.fromEntries(this.evaluations.map(({ stored }, place) => [stored.run, valueOf(place)]));
    return {
      outcomes: byRun((place) => named(OUTCOMES, this.outcomes[place])),
      lengths: named(LENGTH_BINS, this.lengths),
      agreements: named(AGREEMENTS, this.agreements),
      causes: named(FAILURE_CAUSES, this.causes),
      oneTokenAway: this.oneTokenAway,
      memorised: this.memorised,
      analysed: this.evaluations.filter(({ memory }) => memory).map(({ stored }) => stored.run),
      favourites: this.favourites,
      scores: byRun((place) => [...this.scores[place]]),
    };
  }

  private countAgreements(position: number): void {
    const bits = agreementBits(position, this.evaluations);
    for (let place = 0; place < AGREEMENTS.length; place++) this.agreements[place] += (bits >> place) & 1;
  }

  private countCauses(position: number): void {
    for (let cause = 0; cause < FAILURE_CAUSES.length; cause++)
      if (this.evaluations.some(({ answers }) => answers.causes[position] === cause)) this.causes[cause] += 1;
  }
}

function scoreBin(score: number): number {
  return Math.min(SCORE_BINS - 1, Math.max(0, Math.floor(score / (100 / SCORE_BINS))));
}

function named<Name extends string>(names: readonly Name[], counts: Int32Array): Record<Name, number> {
  return Object.fromEntries(names.map((name, place) => [name, counts[place]])) as Record<Name, number>;
}
