import type { Architecture } from '../../../src-shared/domain/architecture';
import { total } from '../attention-words';
import type { StudyRecord } from '../record';
import { evaluationOf } from '../statistics';
import { type Choices, choicesOf, choicesTable, differences, settingsText } from './choices';
import { wordsVerdict } from './attention-claim';
import { fullRun } from './full-runs';

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
    orderText(groups),
    ...alignmentText(records),
  ].join('\n\n');
}

/** Attention's perplexity against the LSTM's, which is trained with the same change where it has the setting. */
function orderText(groups: readonly Choices[]): string {
  const of = (architecture: Architecture) =>
    groups
      .filter(({ base }) => base.item.architecture === architecture)
      .flatMap(({ base, tried }) => [base, ...tried].map((record) => outcome(record, base)));
  const lstm = of('lstm');
  const ratios = of('lstm-attention').flatMap(({ change, perplexity }) => {
    const other = lstm.find((found) => found.change === change) ?? lstm.at(0);
    return other ? [`${(perplexity / other.perplexity).toFixed(3)}x with ${change}`] : [];
  });
  return `Attention's perplexity over the LSTM's (with the same change where the LSTM was trained with it): ${ratios.join(', ')}.`;
}

function outcome(record: StudyRecord, base: StudyRecord) {
  return {
    change: settingsText(differences(record.run.configuration, base.run.configuration)) || 'no change',
    perplexity: evaluationOf(record, 'validation', 'greedy').summary.perplexity!,
  };
}

/** Whether attention has learned where to look, which is what it could gain by; of rows that repeat the docstring and of others. */
function alignmentText(records: readonly StudyRecord[]): string[] {
  const [github, csn] = (['github', 'csn'] as const).map((collection) =>
    fullRun(records, collection, 'recommended', 'lstm-attention'),
  );
  if (!github || !csn) return [];
  const share = ({ words }: StudyRecord) => total(words, 'largest') / total(words, 'written');
  if (!(share(github) < share(csn))) return [];
  return [
    'Where attention looks (further below) says why it gains so little. Where the code repeats its docstring, it learns to look at ' +
      `the word that it writes; where it does not, it hardly does, and what is left is what the LSTM's first state tells as well. ` +
      `${wordsVerdict(csn)} ${wordsVerdict(github)}`,
  ];
}
