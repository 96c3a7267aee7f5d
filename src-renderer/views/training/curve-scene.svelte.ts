import type { CurveAxis } from '../../../src-shared/charts/curve-points';
import type { Palette } from '../../../src-shared/charts/palette';
import type { Span } from '../../charts/curves/curve-line';
import type { CurveNavigation } from '../../state/curve-navigation.svelte';
import { fullSpan, usualSmoothing, type DrawnRun } from './drawn-run';
import type { LineChoices } from './panels';

interface SceneSource {
  readonly runs: () => readonly DrawnRun[];
  readonly axis: () => CurveAxis;
  /** Null: as usual. */
  readonly smoothing: () => number | null;
  readonly palette: () => Palette;
  readonly navigation: CurveNavigation;
}

/** What all charts of a view have in common: the runs, the horizontal axis and the part of it that is in sight. */
export class CurveScene {
  readonly runs: readonly DrawnRun[] = $derived.by(() => this.source.runs());
  readonly axis: CurveAxis = $derived.by(() => this.source.axis());
  readonly visible: readonly DrawnRun[] = $derived(this.runs.filter(({ visible }) => visible));
  readonly full: Span = $derived(fullSpan(this.runs, this.axis));
  readonly span: Span = $derived.by(() => this.source.navigation.span ?? this.full);
  readonly choices: LineChoices = $derived.by(() => ({
    axis: this.axis,
    smoothing: this.source.smoothing() ?? usualSmoothing(this.runs),
    palette: this.source.palette(),
  }));

  constructor(private readonly source: SceneSource) {}

  get navigation(): CurveNavigation {
    return this.source.navigation;
  }
}
