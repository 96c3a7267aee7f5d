import type { EChartsCoreOption } from 'echarts/core';
import type { Drawing } from '../../../../src-shared/charts/drawing';
import type { Palette } from '../../../../src-shared/charts/palette';
import type { Architecture } from '../../../../src-shared/domain/architecture';

/** A figure of the report: how it is drawn, and the numbers behind it. */
export type Figure = ChartFigure | DrawnFigure;

/** A chart of ECharts. */
export interface ChartFigure extends FigureFacts {
  readonly option: (palette: Palette) => EChartsCoreOption;
}

/** A drawing of shapes. */
export interface DrawnFigure extends FigureFacts {
  readonly drawing: (palette: Palette) => Drawing;
}

interface FigureFacts {
  /** Of its element, and the name of its files. */
  readonly id: string;
  readonly title: string;
  /** What one sees, in words. */
  readonly summary: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** The architectures whose colours and forms it uses. */
  readonly legend: readonly Architecture[];
  readonly table: FigureTable;
}

/** Numbers unrounded; null where there is none. */
export interface FigureTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}
