/** The runs of a study as their table shows them, to be taken along. */
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { RunHead } from '../../../src-shared/domain/study-list';
import { checkpointLossTitle, STATE_LABELS } from '../../../src-shared/format/labels';
import type { DataTable } from '../../../src-shared/format/table-text';

/** What is measured while a run trains, as it stands in the table. */
export interface Measured {
  readonly speed: string;
  readonly memory: string;
  readonly time: string;
}

/** A row for each run. */
export function runsDataTable(
  study: string,
  runs: readonly RunHead[],
  measured: (run: RunHead) => Measured,
): DataTable {
  return {
    title: `Runs of ${study}`,
    columns: [
      ...['Architecture', 'State', 'Epochs done', 'Epochs', 'Steps done', 'Best loss', 'Best loss is the'],
      ...['Best epoch', 'Train loss', 'Tokens/s', 'Memory', 'Time', 'Parameters', 'Reason'],
    ],
    rows: runs.map((run) => {
      const { speed, memory, time } = measured(run);
      return [
        ...[ARCHITECTURE_TITLES[run.architecture], STATE_LABELS[run.state], run.epoch],
        ...[run.configuration.EPOCHS, run.step, run.bestValidationLoss],
        ...[checkpointLossTitle(run.configuration).toLowerCase(), run.bestEpoch, run.trainLoss],
        ...[speed, memory, time, run.parameters, run.reason],
      ];
    }),
  };
}
