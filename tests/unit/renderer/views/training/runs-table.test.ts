import { expect, it } from 'vitest';
import { PRESETS } from '../../../../../src-shared/domain/configuration';
import { runsDataTable } from '../../../../../src-renderer/views/training/runs-table';
import { sampleRun } from '../../samples';

it('names the loss that chose the weights of each run', () => {
  const criterion = (CHECKPOINT_CRITERION: 'teacher-forced' | 'free-running') =>
    sampleRun({ bestValidationLoss: 2, configuration: { ...PRESETS.recommended, CHECKPOINT_CRITERION } });
  const measured = { speed: '1,000', memory: '445 MB', time: '40 s' };
  const { columns, rows } = runsDataTable(
    'A study',
    [criterion('teacher-forced'), criterion('free-running')],
    () => measured,
  );
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  const at = columns.indexOf('Best loss is the');
  expect(rows.map((row) => [row[at - 1], row[at]])).toEqual([
    [2, 'validation loss'],
    [2, 'free-running loss'],
  ]);
  expect(rows[0][columns.indexOf('Time')]).toBe('40 s');
});
