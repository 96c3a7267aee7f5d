import type { Attachment } from 'svelte/attachments';
import { init, type EChartsCoreOption, type EChartsType } from './echarts';

/** Live charts are drawn at most ten times a second. */
const SHORTEST_INTERVAL_MILLISECONDS = 100;

export interface ChartEvents {
  /** The x value under the pointer of a chart with a value axis; null when the pointer left. */
  readonly onPointer?: (x: number | null) => void;
}

/** Draws an ECharts option into an element, and again whenever what `option` reads changes. */
export function chart(option: () => EChartsCoreOption, events: ChartEvents = {}): Attachment<HTMLElement> {
  return (element) => {
    const instance = init(element, null, { renderer: 'canvas' });
    connectPointer(instance, events);
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

function connectPointer(instance: EChartsType, { onPointer }: ChartEvents): void {
  if (!onPointer) return;
  instance.on('updateAxisPointer', (event) => {
    const { axesInfo } = event as { axesInfo?: readonly { value: number }[] };
    onPointer(axesInfo?.[0]?.value ?? null);
  });
  instance.on('globalout', () => onPointer(null));
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
