/** What a link to the training tab chooses. */
import { CURVE_AXES, type CurveAxis } from '../../../src-shared/charts/curve-points';
import type { Query } from '../../state/routes';
import { SMOOTHING_CHOICES } from './drawn-run';
import { LOSS_SERIES, type LossSeries } from './panels';

export interface TrainingChoices {
  readonly axis: CurveAxis;
  /** Null: as usual. */
  readonly smoothing: number | null;
  /** Ids of runs whose curves are not shown. */
  readonly hidden: ReadonlySet<string>;
  /** Ids of runs that are drawn beside those of the study. */
  readonly added: readonly string[];
  /** Ids of charts whose vertical axis is another than usual. */
  readonly toggled: ReadonlySet<string>;
  readonly losses: readonly LossSeries[];
  /** Layers whose gradients are not shown. */
  readonly hiddenLayers: ReadonlySet<string>;
}

/** `usual` is what holds where the link says nothing. */
export function trainingChoices(
  query: Query,
  usual: Pick<TrainingChoices, 'axis' | 'losses'>,
): TrainingChoices {
  const losses = LOSS_SERIES.filter((name) => names(query.losses).includes(name));
  return {
    axis: CURVE_AXES.find((name) => name === query.axis) ?? usual.axis,
    smoothing: SMOOTHING_CHOICES.find((choice) => String(choice) === query.smooth) ?? null,
    hidden: new Set(names(query.hidden)),
    added: names(query.with),
    toggled: new Set(names(query.log)),
    losses: losses.length > 0 ? losses : usual.losses,
    hiddenLayers: new Set(names(query.layers)),
  };
}

/** The list with a name added, or taken out, as a link says it. */
export function toggledNames(list: Iterable<string>, name: string): string {
  const next = new Set(list);
  if (!next.delete(name)) next.add(name);
  return [...next].join(',');
}

function names(text = ''): readonly string[] {
  return text.split(',').filter((name) => name !== '');
}
