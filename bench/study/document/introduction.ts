import { PLAN } from '../plan';
import { isCurrent, type StudyRecord } from '../record';

/** What the document is, and what of the plan is not in it. */
export function introduction(records: readonly StudyRecord[]): string {
  const kept = new Set(records.map(({ item }) => item.name));
  const missing = PLAN.filter(({ name }) => !kept.has(name)).map(({ name }) => `\`${name}\``);
  const stale = records.filter((record) => !isCurrent(record)).map(({ item }) => `\`${item.name}\``);
  const resumed = records.filter((record) => record.resumed).map(({ item }) => `\`${item.name}\``);
  return [
    '# The study at full size',
    'Three models that turn a docstring into Python code, trained by Unroll as the published notebooks trained them (preset ' +
      '`notebook`, faults included) and as measurements on validation data say that they should be (preset `recommended`): the ' +
      'same rows, sizes (256 units, 2 layers, 5,000 tokens) and at most 20 epochs. `github` has docstrings taken out of the code; in ' +
      '`csn`, as published, the code still contains its docstring.',
    'This file, its figures and every number in it are written by `npm run bench -- study` from what is kept of each run in ' +
      '`bench/results`. `npm run bench -- study --home HOME --data FOLDER` trains what is missing there and goes on where it was interrupted.',
    missing.length === 0
      ? 'Every run of the plan (`bench/study/plan`) is in it.'
      : `**Not trained yet**, and so not in it: ${missing.join(', ')}.`,
    ...(stale.length === 0 ? [] : [`**Of earlier settings**, to be trained again: ${stale.join(', ')}.`]),
    resumed.length === 0
      ? 'No run was interrupted and resumed.'
      : `Interrupted and resumed at their last checkpoint: ${resumed.join(', ')}.`,
  ].join('\n\n');
}
