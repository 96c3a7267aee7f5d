import type { Attachment } from 'svelte/attachments';
import { init, type EChartsCoreOption, type EChartsType } from './echarts';

/** Live charts are drawn at most ten times a second. */
const SHORTEST_INTERVAL_MILLISECONDS = 100;

/** Where the pointer is within a chart's grid; `y` is of the first where several stand below each other. */
export interface ChartPoint {
  /** Values of the axes; for a category axis, the category's index. */
  readonly x: number;
  readonly y: number;
  /** Pixels from the chart's left and top edge. */
  readonly left: number;
  readonly top: number;
}

/**
 * Draws an ECharts option into an element, and again whenever what `option` reads changes. `onPointer` is told where the
 * pointer is within the grid, and null when it left.
 */
export function chart(
  option: () => EChartsCoreOption,
  onPointer: (point: ChartPoint | null) => void,
  onPick: (point: ChartPoint) => void,
): Attachment<HTMLElement> {
  return (element) => {
    const instance = init(element, null, { renderer: 'canvas' });
    followPointer(instance, onPointer, onPick);
    const draw = throttled((next: EChartsCoreOption) =>
      instance.setOption(next, { replaceMerge: ['series', 'xAxis', 'yAxis'] }),
    );
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    $effect(() => draw.call(option()));
    return () => {
      draw.cancel();
      observer.disconnect();
      instance.dispose();
    };
  };
}

function followPointer(
  instance: EChartsType,
  onPointer: (point: ChartPoint | null) => void,
  onPick: (point: ChartPoint) => void,
): void {
  const canvas = instance.getZr();
  const pointAt = ({ offsetX: left, offsetY: top }: { offsetX: number; offsetY: number }) => {
    if (!instance.containPixel({ gridIndex: 'all' }, [left, top])) return null;
    const [x, y] = instance.convertFromPixel('grid', [left, top]);
    return { x, y, left, top };
  };
  canvas.on('mousemove', (event) => onPointer(pointAt(event)));
  canvas.on('globalout', () => onPointer(null));
  canvas.on('click', (event) => {
    const point = pointAt(event);
    if (point) onPick(point);
  });
}

/** Calls at once, then at most once per interval with the latest argument. */
function throttled<Argument>(work: (argument: Argument) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { argument: Argument } | null = null;
  const flush = () => {
    timer = undefined;
    if (waiting) run(waiting.argument);
  };
  const run = (argument: Argument) => {
    waiting = null;
    work(argument);
    timer = setTimeout(flush, SHORTEST_INTERVAL_MILLISECONDS);
  };
  return {
    call(argument: Argument): void {
      if (timer === undefined) run(argument);
      else waiting = { argument };
    },
    cancel(): void {
      clearTimeout(timer);
    },
  };
}
