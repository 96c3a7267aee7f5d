/** Norms of the gradients by layer, epoch by epoch: which layers there are, and the lines that are drawn of a run. */
import { SEQUENTIAL_COLOURS } from '../../../src-shared/charts/colour-scales';
import type { Palette } from '../../../src-shared/charts/palette';
import { formatMagnitude, formatMeasured } from '../../../src-shared/format/numbers';
import type { CurveLine } from '../../charts/curves/curve-line';
import { type DrawnRun, positionsOf } from './drawn-run';
import type { LineChoices, Panel } from './panels';

/** How a layer is drawn: the further from the source, the lighter; layers of the decoder and behind it are dashed. */
export interface LayerStyle {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** Layers from the source's embedding to the output, as far as any of the runs recorded their gradients. */
export function layersOf(runs: readonly DrawnRun[]): readonly string[] {
  const names = new Set(
    runs.flatMap(({ data }) => data.epochs.flatMap(({ gradients }) => Object.keys(gradients?.layers ?? {}))),
  );
  return [...names].sort((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b));
}

const PARTS = ['encoder', 'bridge', 'attention', 'decoder', 'output'];

/** Embeddings stand before the layers of their part. */
function placeOf(layer: string): number {
  const part = PARTS.indexOf(layer.split('.')[0]);
  return 2 * (part < 0 ? PARTS.length : part) + (layer.endsWith('.embedding') ? 0 : 1);
}

export function layerStyle(layers: readonly string[], layer: string, { surface }: Palette): LayerStyle {
  const colours = SEQUENTIAL_COLOURS.viridis;
  const share = layers.length < 2 ? 0 : layers.indexOf(layer) / (layers.length - 1);
  // At each of its ends the scale comes close to the ground of one theme.
  const [low, high] = isDark(surface) ? [0.35, 1] : [0, 0.55];
  const place = Math.round((low + share * (high - low)) * (colours.length - 1));
  return { colour: colours[place], dash: /^(decoder|output)/.test(layer) ? [5, 3] : [] };
}

/** Of a colour as the browser resolves it, `rgb(…)`. */
function isDark(colour: string): boolean {
  const parts = (/^rgba?\(([^)]+)\)/.exec(colour)?.[1] ?? '').split(/[, ]+/).slice(0, 3).map(Number);
  return parts.length === 3 && parts.reduce((sum, part) => sum + part, 0) / 3 < 128;
}

/** The chart of one run, of those layers that are not hidden: the mean over the steps of each epoch. */
export function gradientLayersPanel(
  run: string,
  title: string,
  layers: readonly string[],
  hidden: ReadonlySet<string>,
): Panel {
  return {
    id: `gradient-layers ${run}`,
    title,
    unit: 'norm',
    logarithmic: true,
    formatValue: formatMeasured,
    fromZero: false,
    format: formatMagnitude,
    lines: (drawn, choices) =>
      drawn.chosen.run.id === run
        ? layers.flatMap((layer) => (hidden.has(layer) ? [] : layerLine(drawn, layer, layers, choices)))
        : [],
  };
}

function layerLine(
  drawn: DrawnRun,
  layer: string,
  layers: readonly string[],
  { axis, palette }: LineChoices,
): CurveLine[] {
  const epochs = drawn.data.epochs.flatMap(({ epoch, gradients }) => {
    const norms = gradients?.layers[layer];
    return norms ? [{ epoch, ...norms }] : [];
  });
  if (epochs.length === 0) return [];
  const positions = positionsOf(drawn, axis);
  const perEpoch = drawn.chosen.run.stepsPerEpoch ?? 1;
  const x = Float64Array.from(epochs, ({ epoch }) => positions.at(epoch * perEpoch));
  const y = Float64Array.from(epochs, ({ mean }) => mean);
  return [
    {
      id: layer,
      label: layer,
      ...layerStyle(layers, layer, palette),
      opacity: 1,
      width: 1.75,
      x,
      y,
      band: null,
      points: { symbol: 'circle', filled: true, emphasised: -1 },
    },
  ];
}
