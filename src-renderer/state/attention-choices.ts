/** What the attention view shows, as its link says it. */
import type { SequentialName } from '../../src-shared/charts/colour-scales';
import { type MatrixMark, type Zoom, ZOOM_RANGE } from '../../src-shared/charts/token-matrix';
import { parseEdits, type SourceEdit } from '../../src-shared/domain/source-edit';
import type { Query } from './routes';

/** Where the source comes from: the test split, the user, or the examples that runs are asked after every epoch. */
export const MATERIALS = ['example', 'text', 'probe'] as const;
export type Material = (typeof MATERIALS)[number];

export const PRESENTATIONS = ['heatmap', 'flow', 'steps'] as const;
export type Presentation = (typeof PRESENTATIONS)[number];

/** What an answer is put beside. */
export type Counterpart =
  | { readonly kind: 'none' }
  | { readonly kind: 'run'; readonly run: string }
  /** Of the beam, from 0. */
  | { readonly kind: 'hypothesis'; readonly place: number }
  /** The answer to the source as it was before the edits. */
  | { readonly kind: 'unedited' }
  | { readonly kind: 'previous-epoch' }
  | { readonly kind: 'best-epoch' };

export interface AttentionChoices {
  readonly material: Material;
  /** Position within the test split. */
  readonly example: number;
  readonly text: string;
  /** Position within the validation split. */
  readonly probe: number;
  /** Null: the last one. */
  readonly epoch: number | null;
  /** Null: the first that has attention. */
  readonly run: string | null;
  /** 1 is greedy. */
  readonly beamSize: number;
  /** Of the beam, from 0. */
  readonly hypothesis: number;
  readonly counterpart: Counterpart;
  readonly edits: readonly SourceEdit[];
  readonly presentation: Presentation;
  /** Instead of both side by side. */
  readonly difference: boolean;
  readonly colours: SequentialName;
  readonly root: boolean;
  readonly zoom: Zoom;
  /** Of the flow: weights below are left out. */
  readonly threshold: number;
  /** A cell that stays marked. */
  readonly cell: MatrixMark | null;
}

export const LARGEST_BEAM = 10;
export const USUAL_THRESHOLD = 0.05;

/** What is missing or cannot be read is as usual. */
export function parseAttentionChoices(query: Query): AttentionChoices {
  const edits = parseEdits(query.edit ?? '');
  return {
    material: parseMaterial(query),
    example: wholeNumber(query.example) ?? 0,
    text: query.text ?? '',
    probe: wholeNumber(query.probe) ?? 0,
    epoch: wholeNumber(query.epoch),
    run: query.run || null,
    beamSize: Math.min(LARGEST_BEAM, Math.max(1, wholeNumber(query.beam) ?? 1)),
    hypothesis: Math.max(0, (wholeNumber(query.hypothesis) ?? 1) - 1),
    counterpart: parseCounterpart(query.with ?? '', edits.length > 0),
    edits,
    presentation: PRESENTATIONS.find((name) => name === query.view) ?? 'heatmap',
    difference: query.layout === 'difference',
    colours: query.colours === 'cividis' ? 'cividis' : 'viridis',
    root: query.scale === 'root',
    zoom: parseZoom(query.zoom),
    threshold: share(query.threshold) ?? USUAL_THRESHOLD,
    cell: parseCell(query.cell ?? ''),
  };
}

function parseMaterial({ from, example, text, probe }: Query): Material {
  const named = MATERIALS.find((name) => name === from);
  if (named) return named;
  if (example !== undefined) return 'example';
  if (text !== undefined) return 'text';
  return probe === undefined ? 'example' : 'probe';
}

/** The part of a link that says the counterpart; nothing for none. */
export function formatCounterpart(counterpart: Counterpart): string {
  if (counterpart.kind === 'run') return `run:${counterpart.run}`;
  if (counterpart.kind === 'hypothesis') return `hypothesis:${counterpart.place + 1}`;
  return counterpart.kind;
}

/** What was edited stands beside what it was, unless something else is asked for. */
function parseCounterpart(text: string, edited: boolean): Counterpart {
  const [kind, value] = text.split(':', 2);
  if (kind === 'run' && value) return { kind, run: value };
  if (kind === 'hypothesis' && wholeNumber(value)) return { kind, place: Number(value) - 1 };
  if (kind === 'previous-epoch' || kind === 'best-epoch' || kind === 'none') return { kind };
  return { kind: edited ? 'unedited' : 'none' };
}

/** The part of a link that says a cell: row and column from 1. */
export function formatCell(cell: MatrixMark | null): string {
  return cell ? `${(cell.row ?? -1) + 1}.${(cell.column ?? -1) + 1}` : '';
}

function parseCell(text: string): MatrixMark | null {
  const match = /^(\d+)\.(\d+)$/.exec(text);
  if (!match) return null;
  const [row, column] = [Number(match[1]) - 1, Number(match[2]) - 1];
  return { row: row < 0 ? null : row, column: column < 0 ? null : column };
}

function parseZoom(text: string | undefined): Zoom {
  if (text === 'fit') return 'fit';
  const value = Number(text);
  return text && Number.isFinite(value) ? Math.min(ZOOM_RANGE.most, Math.max(ZOOM_RANGE.least, value)) : 1;
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function share(text: string | undefined): number | null {
  const value = Number(text);
  return text && value >= 0 && value <= 1 ? value : null;
}
