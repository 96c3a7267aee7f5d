/** Eleven evenly spaced colours of matplotlib's viridis (Smith and van der Walt 2015): even steps for the eye, safe for colour-blind ones. */
export const VIRIDIS: readonly string[] = [
  '#440154',
  '#482475',
  '#414487',
  '#355f8d',
  '#2a788e',
  '#21918c',
  '#22a884',
  '#44bf70',
  '#7ad151',
  '#bddf26',
  '#fde725',
];
