import { ARCHITECTURES, ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { Decoder, Study } from '../../../src-shared/domain/run';
import type { MeanInterval } from '../../../src-shared/domain/statistics';
import type { Sweep } from '../../../src-shared/domain/sweep';
import { SWEEP_METRICS, sweepRows } from '../../../src-shared/domain/sweep-results';
import type { History } from '../../history';
import { type Cell, decimal, formatPairs, formatTable } from '../table';
import { runSummary } from './study';

/** What `sweep --json` prints. */
export function sweepDocument(sweep: Sweep, studies: readonly Study[], decoder: Decoder) {
  const byId = new Map(studies.map((study) => [study.id, study]));
  return {
    sweep: sweep.id,
    name: sweep.name,
    decoder,
    plan: sweep.plan,
    rows: ARCHITECTURES.flatMap((architecture) =>
      sweepRows(sweep, byId, architecture, decoder).map(({ setting, runs, finished, metrics }) => ({
        architecture,
        setting,
        finished,
        metrics,
        runs: runs.map((run) => ({
          study: run.study,
          seed: run.configuration.SEED,
          ...runSummary(byId.get(run.study)!.runs.find(({ id }) => id === run.id)!),
        })),
      })),
    ),
  };
}

type SweepDocument = ReturnType<typeof sweepDocument>;

/** Settings with the mean and 95% interval of each metric over the seeds that have finished. */
export function sweepText({ sweep, name, decoder, plan, rows }: SweepDocument, history: History): string {
  const keys = plan.keys.map(({ key }) => key);
  return [
    formatTable(
      ['architecture', ...keys, 'seeds', ...SWEEP_METRICS.map(({ title }) => title)],
      rows.map(({ architecture, setting, finished, metrics, runs }): Cell[] => [
        ARCHITECTURE_TITLES[architecture],
        ...keys.map((key) => String(setting[key])),
        finished === runs.length ? finished : `${finished} of ${runs.length}`,
        ...SWEEP_METRICS.map((metric) => meanText(metrics[metric.name])),
      ]),
    ),
    '',
    formatPairs([
      ['Sweep', `${sweep} (${name})`],
      ['Test metrics', `${decoder}; as the validation loss: mean and 95% interval over the seeds`],
      ['History', history.home.database],
    ]),
  ].join('\n');
}

/** `12.34 [10.20, 14.48]`; the mean alone for one seed. */
function meanText(value: MeanInterval | null): string | null {
  if (value === null) return null;
  const { mean, halfWidth } = value;
  if (halfWidth === null) return decimal(mean);
  return `${decimal(mean)} [${decimal(mean - halfWidth)}, ${decimal(mean + halfWidth)}]`;
}
