import type { StudyRecord } from '../record';
import { evaluationOf } from '../statistics';
import { choicesOf, choicesTable, differences, settingsText } from './choices';

/** What was tried for the one target that was in doubt, on validation data. */
export function trialsSection(records: readonly StudyRecord[]): string | null {
  const groups = choicesOf(records, 'trial');
  if (groups.length === 0) return null;
  const { TRAIN_SIZE, SEED } = groups[0].base.run.configuration;
  return [
    '### Perplexity of attention and of the LSTM',
    'With the docstring at hand in every step, attention should find the reference more probable than the LSTM does. What was tried ' +
      `for that, over \`recommended\` with seed ${SEED} and ${TRAIN_SIZE.toLocaleString('en')} examples, on validation data:`,
    ...groups.map(choicesTable),
    orderText(records),
  ].join('\n\n');
}

/** With which change both were trained, and whose perplexity was lower then. */
function orderText(records: readonly StudyRecord[]): string {
  const groups = choicesOf(records, 'trial');
  const [attention, lstm] = (['lstm-attention', 'lstm'] as const).map((architecture) =>
    groups
      .filter(({ base }) => base.item.architecture === architecture)
      .flatMap(({ base, tried }) =>
        [base, ...tried].map((record) => ({
          change: settingsText(differences(record.run.configuration, base.run.configuration)) || 'no change',
          perplexity: evaluationOf(record, 'validation', 'greedy').summary.perplexity!,
        })),
      ),
  );
  const pairs = attention.flatMap(({ change, perplexity }) => {
    const other = lstm.find((found) => found.change === change);
    return other ? [{ change, ratio: perplexity / other.perplexity }] : [];
  });
  return (
    "Attention's perplexity over the LSTM's under the same change: " +
    `${pairs.map(({ change, ratio }) => `${ratio.toFixed(3)}x with ${change}`).join(', ')}.`
  );
}
