import { PRESETS } from '../../../src-shared/domain/configuration';
import { ABLATION_BASE, ABLATION_SIZES } from '../plan/ablations';
import type { StudyRecord } from '../record';
import { type Choices, choicesOf, choicesTable, differences, settingsText } from './choices';

/** What each choice gave on validation data, and what became the preset. */
export function ablationsSection(records: readonly StudyRecord[]): string | null {
  const groups = choicesOf(records, 'ablation');
  if (groups.length === 0) return null;
  const { TRAIN_SIZE, VAL_SIZE, HIDDEN_DIM, EPOCHS } = ABLATION_SIZES;
  return [
    '## What trains these models well',
    `${TRAIN_SIZE.toLocaleString('en')} examples, ${HIDDEN_DIM} units, ${EPOCHS} epochs, judged on ` +
      `${VAL_SIZE} validation examples; no test data were looked at. _Gives_ is the difference to the first row of the table. ` +
      'Decoding settings (`LENGTH_NORMALISATION`, `NO_REPEAT_NGRAM`) change nothing of the training: where the perplexity differs ' +
      'all the same, one run had one thread and the other two, which add in another order. So far are runs apart by rounding alone.',
    ...groups.flatMap((choices) => [startingPoint(choices), choicesTable(choices)]),
    `What became of it: over what it was before this study, \`recommended\` now has ` +
      `${settingsText(differences(PRESETS.recommended, ABLATION_BASE)) || 'nothing else'}.`,
  ].join('\n\n');
}

function startingPoint({ base }: Choices): string {
  const { TRAIN_SIZE, VAL_SIZE, HIDDEN_DIM, EPOCHS } = base.run.configuration;
  if (base.item.part === 'full')
    return (
      `At full size (${TRAIN_SIZE.toLocaleString('en')} examples, ${HIDDEN_DIM} units, ${EPOCHS} epochs at most, ` +
      `${VAL_SIZE.toLocaleString('en')} validation examples), over \`recommended\` as it is now:`
    );
  const settings = settingsText(differences(base.run.configuration, ABLATION_BASE));
  return settings === ''
    ? 'Over the preset as it was before this study:'
    : `Over that preset with ${settings}:`;
}
