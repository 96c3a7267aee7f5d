/** A beam search as a picture. */
import { formatLogProbability } from '../format/numbers';
import type { BeamTree } from '../domain/beam-tree';
import type { DataTable } from '../format/table-text';
import { pathTo, type PlacedNode, type TreeLayout, type TreeNode } from './beam-tree-layout';
import { colourOf, type ColourScale } from './colour-scales';
import type { Drawing, Label, Ribbon, Shape } from './drawing';
import type { Palette } from './palette';
import type { ReadoutContent } from './readout-content';
import type { Extent, MatrixWindow } from './token-matrix';
import { VIRIDIS } from './viridis';

const LANE_PIXELS = 124;
const STEP_PIXELS = 36;
const NODE = { width: 112, height: 22 } as const;
const MARGIN = { left: 36, top: 8 } as const;
const TOGGLE_PIXELS = 16;
const FONT_PIXELS = 11;
const BAR_PIXELS = 3;
const LONGEST_TOKEN = 9;

const PROBABILITIES: ColourScale = { low: 0, high: 1, colours: VIRIDIS, root: false };

export interface TreePicture {
  readonly layout: TreeLayout;
  readonly zoom: number;
  readonly window: MatrixWindow;
  /** The node under the pointer or cursor. */
  readonly mark: TreeNode | null;
  readonly palette: Palette;
}

/** Size of the whole. */
export function treeExtent({ steps, lanes }: TreeLayout, zoom: number): Extent {
  return {
    width: zoom * (MARGIN.left + lanes * LANE_PIXELS),
    height: zoom * (2 * MARGIN.top + steps.length * STEP_PIXELS),
  };
}

/** Top left corner of a node, before zooming. */
function cornerOf(step: number, lane: number) {
  return {
    x: MARGIN.left + lane * LANE_PIXELS,
    y: MARGIN.top + step * STEP_PIXELS,
  };
}

/** Where a node stands, in pixels of the whole. */
export function placeOfNode({ node, lane }: PlacedNode, zoom: number) {
  const { x, y } = cornerOf(node.step, lane);
  return { x: zoom * x, y: zoom * y, width: zoom * NODE.width, height: zoom * NODE.height };
}

/** The node under a point of the window, and whether the point is on what hides and shows its branches. */
export function nodeAt(
  layout: TreeLayout,
  zoom: number,
  window: MatrixWindow,
  point: { readonly left: number; readonly top: number },
): { readonly placed: PlacedNode; readonly onToggle: boolean } | null {
  const x = (point.left + window.scrollLeft) / zoom;
  const y = (point.top + window.scrollTop) / zoom;
  const step = Math.floor((y - MARGIN.top) / STEP_PIXELS);
  const lane = Math.floor((x - MARGIN.left) / LANE_PIXELS);
  const placed = layout.steps[step]?.find((each) => each.lane === lane);
  if (!placed) return null;
  const corner = cornerOf(step, lane);
  if (x > corner.x + NODE.width || y > corner.y + NODE.height) return null;
  return { placed, onToggle: branches(placed.node) && x < corner.x + TOGGLE_PIXELS };
}

function branches({ children }: TreeNode): boolean {
  return children.length > 0;
}

/** What is seen through the window; of a large tree only that is drawn. */
export function drawTree(picture: TreePicture): Drawing {
  const { layout, zoom, window, palette } = picture;
  const first = Math.floor(window.scrollTop / (zoom * STEP_PIXELS)) - 1;
  const last = Math.ceil((window.scrollTop + window.height) / (zoom * STEP_PIXELS)) + 1;
  const lanes = new Map(
    layout.steps.flatMap((step) => step.map(({ node, lane }) => [node.id, lane] as const)),
  );
  const seen = layout.steps.slice(Math.max(0, first), last).flat();
  const edges = seen.map((placed) => edgeTo(placed, lanes, picture));
  const nodes = seen
    .filter((placed) => isWithin(placeOfNode(placed, zoom), window))
    .flatMap((placed) => nodeShapes(placed, picture));
  const numbers = layout.steps.flatMap((_, step) =>
    step >= first && step < last ? [stepNumber(step, picture)] : [],
  );
  return {
    width: window.width,
    height: window.height,
    ground: palette.surface,
    layers: [
      { clip: null, shapes: edges.flatMap((edge) => edge ?? []) },
      { clip: null, shapes: nodes },
      { clip: null, shapes: numbers },
    ],
  };
}

/** All of it, for files. */
export function drawWholeTree(layout: TreeLayout, palette: Palette): Drawing {
  const { width, height } = treeExtent(layout, 1);
  return drawTree({
    layout,
    zoom: 1,
    mark: null,
    palette,
    window: { width, height, scrollLeft: 0, scrollTop: 0 },
  });
}

function isWithin({ x, width }: { x: number; width: number }, window: MatrixWindow): boolean {
  return x + width >= window.scrollLeft && x <= window.scrollLeft + window.width;
}

function edgeTo(
  { node, lane }: PlacedNode,
  lanes: ReadonlyMap<string, number>,
  { zoom, window, mark, palette }: TreePicture,
): Ribbon | null {
  const above = node.parent && lanes.get(node.parent.id);
  if (node.parent === null || above === null || above === undefined) return null;
  const from = cornerOf(node.parent.step, above);
  const to = cornerOf(node.step, lane);
  const place = (x: number, y: number): [number, number] => [
    zoom * (x + NODE.width / 2) - window.scrollLeft,
    zoom * y - window.scrollTop,
  ];
  const marked = mark !== null && leadsTo(node, mark);
  return {
    shape: 'ribbon',
    from: place(from.x, from.y + NODE.height),
    to: place(to.x, to.y),
    stroke: marked || node.answer === 0 ? palette.accent : palette.muted,
    width: zoom * (marked ? 3 : node.answer === null ? 1 : 2),
    opacity: node.answer !== null || marked ? 1 : node.kept ? 0.7 : 0.35,
  };
}

function leadsTo(node: TreeNode, mark: TreeNode): boolean {
  for (let each: TreeNode | null = mark; each && each.step >= node.step; each = each.parent)
    if (each === node) return true;
  return false;
}

function nodeShapes(placed: PlacedNode, { zoom, window, mark, palette }: TreePicture): Shape[] {
  const { node, collapsed } = placed;
  const at = placeOfNode(placed, zoom);
  const [x, y] = [at.x - window.scrollLeft, at.y - window.scrollTop];
  const marked = mark?.id === node.id;
  const stroke = marked || node.answer === 0 ? palette.accent : node.kept ? palette.muted : palette.border;
  const label = (text: string, left: number, anchor: Label['anchor'], size: number): Label => ({
    shape: 'label',
    x: x + zoom * left,
    y: y + zoom * (NODE.height / 2 - 1),
    text,
    fill: node.kept ? palette.text : palette.muted,
    font: 'code',
    anchor,
    size: zoom * size,
    strong: node.answer === 0,
  });
  return [
    {
      shape: 'rectangle',
      x,
      y,
      width: at.width,
      height: at.height,
      fill: node.kept ? palette.raised : palette.surface,
      stroke,
      strokeWidth: marked || node.answer === 0 ? 2 : 1,
    },
    {
      shape: 'rectangle',
      x: x + 1,
      y: y + at.height - zoom * BAR_PIXELS - 1,
      width: Math.max(1, node.probability * (at.width - 2)),
      height: zoom * BAR_PIXELS,
      fill: colourOf(node.probability, PROBABILITIES),
    },
    ...(branches(node) ? [label(collapsed ? '+' : '−', 8, 'middle', FONT_PIXELS)] : []),
    label(shortToken(node.token), TOGGLE_PIXELS, 'start', FONT_PIXELS),
    label(share(node.probability), NODE.width - 5, 'end', FONT_PIXELS - 2),
  ];
}

function shortToken(token: string): string {
  return token.length > LONGEST_TOKEN ? `${token.slice(0, LONGEST_TOKEN - 1)}…` : token;
}

function share(probability: number): string {
  return probability < 0.005 ? '<1%' : `${Math.round(100 * probability)}%`;
}

function stepNumber(step: number, { zoom, window, palette }: TreePicture): Label {
  return {
    shape: 'label',
    x: zoom * (MARGIN.left - 10) - window.scrollLeft,
    y: zoom * (cornerOf(step, 0).y + NODE.height / 2) - window.scrollTop,
    text: String(step + 1),
    fill: palette.muted,
    font: 'text',
    anchor: 'end',
    size: zoom * (FONT_PIXELS - 1),
  };
}

const PATH_SHOWN = 8;

/** What is known of a node. */
export function readNode(node: TreeNode): ReadoutContent {
  const path = pathTo(node);
  const shown = path.length > PATH_SHOWN ? `… ${path.slice(-PATH_SHOWN).join(' ')}` : path.join(' ');
  return {
    title: shown,
    rows: [
      { term: 'probability', value: `${(100 * node.probability).toFixed(2)}%` },
      { term: 'log-probability', value: formatLogProbability(node.logProbability) },
      { term: 'score', value: formatLogProbability(node.score) },
      { term: 'beam', value: fate(node) },
    ],
  };
}

function fate({ answer, kept, ended }: TreeNode): string {
  if (answer !== null) return `${ended ? 'answer' : 'leads to answer'} ${answer + 1}`;
  return kept ? 'kept, pruned later' : 'pruned';
}

/** The search in words. */
export function treeSummary({ beamSize, lengthNormalisation, steps }: BeamTree): string {
  const fresh = steps.flatMap(({ candidates }) => candidates.filter(({ carriedOver }) => !carriedOver));
  const kept = fresh.filter((candidate) => candidate.kept).length;
  const best = steps.at(-1)?.candidates[0];
  return [
    beamSize === 1 ? 'Greedy search' : `Beam search with a beam of ${beamSize}`,
    lengthNormalisation > 0 ? ` and length normalisation ${lengthNormalisation}` : '',
    `: ${steps.length} steps, ${fresh.length} hypotheses weighed, ${kept} kept, ${fresh.length - kept} pruned.`,
    best ? ` The best has a log-probability of ${formatLogProbability(best.logProbability)}.` : '',
  ].join('');
}

/** Every candidate of every step. */
export function treeTable({ steps }: BeamTree): DataTable {
  return {
    title: 'Beam search',
    columns: ['step', 'place', 'behind place', 'token', 'log-probability', 'score', 'ended', 'kept'],
    rows: steps.flatMap(({ candidates }, step) =>
      candidates.map((candidate, place) => [
        step + 1,
        place + 1,
        candidate.parent === null ? null : candidate.parent + 1,
        candidate.carriedOver ? '(ended before)' : candidate.token,
        candidate.logProbability,
        candidate.score,
        candidate.ended ? 'yes' : 'no',
        candidate.kept ? 'yes' : 'no',
      ]),
    ),
  };
}
