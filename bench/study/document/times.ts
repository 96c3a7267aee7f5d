import { decimal, whole } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES, ARCHITECTURES } from '../../../src-shared/domain/architecture';
import { formatCountOf } from '../../../src-shared/format/numbers';
import type { GpuProjection } from '../../gpu/projection';
import { markdownTable } from '../../report/markdown-table';
import { savedResults } from '../../report/results';
import { median } from '../../report/statistics';
import type { StudyRecord } from '../record';
import { fullRuns } from './full-runs';

/** What it took, and what it would take on a GPU. */
export function timesSection(records: readonly StudyRecord[]): string | null {
  const full = fullRuns(records);
  if (full.length === 0) return null;
  const seconds = records.map(({ run }) => run.seconds ?? 0).reduce((sum, value) => sum + value, 0);
  const machines = [
    ...new Set(records.flatMap(({ run }) => (run.environment ? [machineOf(run.environment)] : []))),
  ];
  return [
    '## Time',
    markdownTable(
      ['rows', 'preset', 'model', 'parameters', 'epochs', 'training, min', 'tokens/s, median epoch'],
      full.map(({ item, run, epochs }) => [
        item.collection,
        item.preset,
        ARCHITECTURE_TITLES[item.architecture],
        whole(run.parameters),
        run.epoch,
        decimal((run.seconds ?? 0) / 60, 1),
        whole(Math.round(median(epochs.map(({ tokensPerSecond }) => tokensPerSecond)))),
      ]),
    ),
    `Training and validation of all ${records.length} runs, ablations and seeds included: ${decimal(seconds / 3600)} hours on ${machines.join(' and on ')}. ` +
      'Other work went on beside it; how fast the engine is, is measured in [performance.md](performance.md).',
    ...projectionText(),
  ].join('\n\n');
}

function machineOf({ device, threads, tensorflow }: NonNullable<StudyRecord['run']['environment']>): string {
  return `${device} (${formatCountOf(threads, 'thread')}, TensorFlow ${tensorflow})`;
}

function projectionText(): string[] {
  const projections = savedResults<GpuProjection>('gpu-projection');
  const rows = ARCHITECTURES.flatMap((architecture) => {
    const projection = projections.find((found) => found.architecture === architecture);
    const step = projection?.steps.find(({ batch }) => batch === 64);
    return (step?.times ?? []).map(({ gpu, seconds }) => [
      ARCHITECTURE_TITLES[architecture],
      gpu,
      decimal(step!.cpuSeconds / seconds, 1),
    ]);
  });
  if (rows.length === 0) return [];
  return [
    'On a GPU (**a projection from counts of operations, not measured**; its assumptions are in [performance.md](performance.md)), a step of 64 would be so many times as fast:',
    markdownTable(['model', 'GPU', 'times'], rows),
  ];
}
