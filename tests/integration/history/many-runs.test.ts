import { expect, it } from 'vitest';
import { compileFilter } from '../../../src-shared/domain/filter/compile';
import {
  groupMeans,
  groupRows,
  SEEDS_TOGETHER,
  sortRows,
} from '../../../src-shared/domain/run-table/arrange';
import { columnOf, RUN_FIELDS } from '../../../src-shared/domain/run-table/columns';
import { rowsOf } from '../../../src-shared/domain/run-table/run-list';
import { openHistory } from '../../../src-main/history';
import { recordManyStudies } from '../../helpers/many-runs';
import { temporaryFolder } from '../../unit/history/samples';

it(
  '5,000 recorded runs are listed, filtered, sorted and grouped as what was recorded says',
  { timeout: 60_000 },
  () => {
    const home = temporaryFolder();
    const studies = 1667;
    recordManyStudies(home, studies, 2);
    const history = openHistory(home);
    const list = history.listRuns();
    history.close();
    const rows = rowsOf(list);
    expect(rows).toHaveLength(3 * studies);
    expect(list.configurations).toHaveLength(40);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3 * studies);
    expect(rows[0]).toMatchObject({ studyName: 'Study 1666', tags: ['last'], epoch: 2, bestEpoch: 2 });

    const count = (filter: string) => rows.filter(compileFilter(filter, RUN_FIELDS).matches).length;
    const numbers = Array.from({ length: studies }, (_, number) => number);
    expect(count('HIDDEN_DIM = 128 arch:lstm')).toBe(
      numbers.filter((number) => Math.floor(number / 10) % 4 === 1).length,
    );
    expect(count('bleu.greedy >= 39 arch:vanilla-rnn')).toBe(
      numbers.filter((number) => number % 40 === 39).length,
    );
    expect(count('state:stopped')).toBe(3 * numbers.filter((number) => number % 50 === 0).length);

    const [best] = sortRows(rows, { column: 'bleu', descending: true });
    expect(best).toMatchObject({ architecture: 'lstm-attention' });
    expect(columnOf('bleu')!.value(best)).toBe(41);

    // 3 architectures x 4 sizes x 5 sources: what only differs in its seed is one group.
    const groups = groupRows(rows, [SEEDS_TOGETHER]);
    expect(groups).toHaveLength(60);
    expect(groups.reduce((sum, group) => sum + group.rows.length, 0)).toBe(rows.length);
    const { mean, halfWidth } = groupMeans(groups[0].rows, [columnOf('bleu')!]).get('bleu')!;
    const scores = groups[0].rows.map((row) => columnOf('bleu')!.value(row) as number);
    expect(mean).toBeCloseTo(scores.reduce((sum, score) => sum + score, 0) / scores.length, 9);
    expect(halfWidth).toBeGreaterThan(0);
  },
);
