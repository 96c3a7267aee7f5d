import type { Palette } from '../../../../src-shared/charts/palette';

const ARCHITECTURE_COLOURS = {
  'vanilla-rnn': '#d55e00',
  lstm: '#1f7fc4',
  'lstm-attention': '#009e73',
} as const;

/** In the page: the theme's colours are those of its stylesheet. */
export const PAGE_PALETTE: Palette = {
  text: 'var(--text)',
  muted: 'var(--text-muted)',
  border: 'var(--border)',
  surface: 'var(--surface)',
  raised: 'var(--surface)',
  accent: 'var(--accent)',
  warning: 'var(--warning)',
  architectures: ARCHITECTURE_COLOURS,
};

/** In files of their own: those of the light theme. */
export const FILE_PALETTE: Palette = {
  text: '#171b21',
  muted: '#545d6a',
  border: '#dde1e7',
  surface: '#ffffff',
  raised: '#ffffff',
  accent: '#3d4db7',
  warning: '#805000',
  architectures: ARCHITECTURE_COLOURS,
};
