/** The curves of one run while they grow: bounded in memory, in order, without repeats. */
import type { RunCurves } from '../../src-shared/contract/requests/training';
import type { EpochRecord } from '../../src-shared/domain/run';
import { GrowingSteps, NO_STEPS } from '../../src-shared/domain/step-series';
import { type Intervention, withIntervention } from '../../src-shared/domain/training';

/** What is known of a run's training. Its steps are valid until more of them come. */
export type CurveData = Omit<RunCurves, 'run'>;

/** Entries asked of the history for one run. */
export const INITIAL_ENTRIES = 2000;
/** A curve that grew past this is thinned to half; extremes stay. */
const MOST_ENTRIES = 6000;

export const NO_CURVES: CurveData = {
  steps: NO_STEPS,
  epochs: [],
  findings: [],
  interventions: [],
  resources: [],
};

/** Takes in what the history has of a run and what the engine adds. */
export class CurveBuffer {
  private readonly steps = new GrowingSteps(MOST_ENTRIES);
  private rest: Omit<CurveData, 'steps'> = NO_CURVES;

  get data(): CurveData {
    return { ...this.rest, steps: this.steps.series };
  }

  /** A run that was resumed repeats what it did after its checkpoint: the repeated takes the place of the old. */
  add(added: CurveData): void {
    this.steps.append(added.steps);
    const told = new Set(added.findings.map(({ finding }) => finding.id));
    this.rest = {
      epochs: replaceTail(this.rest.epochs, added.epochs, epochOf),
      findings: [...this.rest.findings.filter(({ finding }) => !told.has(finding.id)), ...added.findings],
      interventions: added.interventions.reduce<readonly Intervention[]>(
        (all, intervention) => withIntervention(all, intervention),
        this.rest.interventions,
      ),
      resources: replaceTail(this.rest.resources, added.resources, ({ step }) => step),
    };
  }
}

const epochOf = ({ epoch }: EpochRecord) => epoch;

function replaceTail<Item>(
  items: readonly Item[],
  added: readonly Item[],
  position: (item: Item) => number,
): readonly Item[] {
  const [first] = added;
  if (first === undefined) return items;
  return [...items.filter((item) => position(item) < position(first)), ...added];
}
