import { decimal } from '../../src-main/cli/table';
import { decodeMarkdown } from '../decode/decode-report';
import { machineText } from '../report/machine';
import { markdownTable, type Cell } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median, medianRatio } from '../report/statistics';
import type { RaceResult } from '../peers/race';
import type { GpuMeasurement } from './measurement';

/** Losses differ by so much where products are rounded to TF32. */
const SAME_LOSS = 5e-3;

/** Steps and decoding as they were timed on a GPU. */
export function measurementsMarkdown(measurements: readonly GpuMeasurement[]): string {
  const [{ gpu, races }] = measurements;
  return [
    `### Measured: ${gpu}`,
    'Seconds per step, medians; `times Unroll` is the median of the ratios step by step.',
    ...measurements.map(measurementMarkdown),
    machineText(races[0].race.machine),
  ].join('\n\n');
}

function measurementMarkdown({ races, decoding }: GpuMeasurement): string {
  const titles = ['batch', 'Unroll', 'PyTorch expert', 'times Unroll', 'same loss'];
  const rows = races.map(({ batch, race }) => [batch, ...timesOf(race)]);
  const problems = races.flatMap(({ batch, race }) =>
    [race.results.ours, race.results.expert].flatMap((result) =>
      result?.problem ? [`Did not finish at ${batch}: ${result.problem}`] : [],
    ),
  );
  const load = Math.max(...races.map(({ race }) => race.otherLoadCores ?? 0));
  // Its heading names the architecture.
  return [decodeMarkdown(decoding), markdownTable(titles, rows), ...problems, ...loadWarning(load)].join(
    '\n\n',
  );
}

function timesOf({ results: { ours, expert } }: RaceResult): Cell[] {
  const own = ours?.seconds ?? [];
  const others = expert?.seconds ?? [];
  const rounds = Math.min(own.length, others.length);
  const time = (seconds: readonly number[]) => (seconds.length === 0 ? null : decimal(median(seconds), 4));
  const ratio = rounds === 0 ? null : decimal(medianRatio(others.slice(0, rounds), own.slice(0, rounds)));
  const [a, b] = [ours?.firstLoss ?? null, expert?.firstLoss ?? null];
  const losses = a === null || b === null ? null : `${a.toFixed(4)} / ${b.toFixed(4)}`;
  const differ = a !== null && b !== null && Math.abs(a - b) > SAME_LOSS;
  return [time(own), time(others), ratio, differ ? `NO, ${losses}` : losses];
}
