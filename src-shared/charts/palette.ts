import type { Architecture } from '../domain/architecture';

/** The colours of a theme as charts need them. */
export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly surface: string;
  readonly raised: string;
  readonly accent: string;
  readonly warning: string;
  readonly architectures: Readonly<Record<Architecture, string>>;
}

/** The font of chart text; sizes follow the type scale. */
export const CHART_FONT = { fontFamily: "'Inter Variable', system-ui, sans-serif", fontSize: 11 } as const;
export const CHART_CODE_FONT = {
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSize: 11,
} as const;
