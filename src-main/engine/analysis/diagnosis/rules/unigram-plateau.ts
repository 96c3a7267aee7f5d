import { formatDecimal } from '../../../../../src-shared/format/numbers';
import type { Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';

/** Loss, as a share of the unigram entropy of the targets, from which nothing but frequencies has been learnt. */
const NEAR = 0.95;

/** The plateau on which these models start, for hundreds of steps: a loss that the tokens' frequencies alone achieve. */
export function unigramPlateau({
  epochs,
  targetUnigramEntropy,
  configuration,
}: RunEvidence): (Finding | null)[] {
  const last = epochs.findLast(({ validationLossTeacherForced: loss }) => loss !== null);
  if (!last || targetUnigramEntropy === null) return [null];
  const loss = last.validationLossTeacherForced!;
  if (loss < NEAR * targetUnigramEntropy) return [null];
  const skipsPlateau = configuration.OUTPUT_BIAS === 'log-unigram';
  const bias = skipsPlateau ? '' : ' Start behind the plateau with OUTPUT_BIAS log-unigram.';
  return [
    {
      id: 'unigram-plateau',
      severity: 'critical',
      title: 'Nothing learnt but how frequent tokens are',
      explanation:
        `After epoch ${last.epoch} the validation loss is ${formatDecimal(loss)}; a model that knows only how frequent each ` +
        `token is would have ${formatDecimal(targetUnigramEntropy)}.`,
      evidence: [
        { label: 'Validation loss, teacher-forced', value: loss, unit: 'nats' },
        {
          label: 'Unigram entropy of the targets',
          value: targetUnigramEntropy,
          unit: 'nats',
          expected: `loss below ${100 * NEAR}% of it`,
        },
      ],
      examples: [],
      remedy: {
        text: `Train for more EPOCHS, or with a higher LEARNING_RATE if it is below 0.001.${bias}`,
        keys: ['EPOCHS', 'LEARNING_RATE', ...(skipsPlateau ? [] : (['OUTPUT_BIAS'] as const))],
      },
      epoch: last.epoch,
    },
  ];
}
