import type { Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { percent, since } from '../rule';
import { tokensOf } from '../../../../../src-shared/domain/tokens';

/** Length of hypotheses over that of references below which outputs are short, and below which they are useless. */
const SHORT = 0.5;
const USELESS = 0.25;

interface Lengths {
  readonly examples: number;
  readonly hypothesisLength: number;
  readonly referenceLength: number;
}

/** Answers far shorter than their references, as in the published run: 9 tokens against 105. */
export function shortOutputs({ evaluation, epochs }: RunEvidence): (Finding | null)[] {
  const probed = epochs.filter(({ probe }) => probe !== null);
  const epoch = since(probed, ({ probe }) => areShort(probe!))?.epoch ?? null;
  const lengths = evaluation?.summary ?? probed.at(-1)?.probe;
  if (!lengths || !areShort(lengths)) return [null];
  const predictions = evaluation?.predictions ?? [];
  const examples = predictions.filter(
    ({ hypothesis, reference }) => tokensOf(hypothesis).length < SHORT * tokensOf(reference).length,
  );
  return [
    finding(
      lengths,
      examples.map(({ index }) => index),
      epoch,
    ),
  ];
}

function areShort({ hypothesisLength, referenceLength }: Lengths): boolean {
  return hypothesisLength < SHORT * referenceLength;
}

function finding(lengths: Lengths, examples: readonly number[], epoch: number | null): Finding {
  const { hypothesisLength, referenceLength } = lengths;
  const ratio = hypothesisLength / referenceLength;
  const mean = (tokens: number) => tokens / lengths.examples;
  return {
    id: 'short-outputs',
    severity: ratio < USELESS ? 'critical' : 'warning',
    title: 'Answers are far too short',
    explanation:
      `Answers have ${mean(hypothesisLength).toFixed(1)} tokens on average, references ` +
      `${mean(referenceLength).toFixed(1)}: most of the code is never written, and the brevity penalty takes most of BLEU.`,
    evidence: [
      { label: 'Mean length of answers', value: mean(hypothesisLength), unit: 'tokens' },
      { label: 'Mean length of references', value: mean(referenceLength), unit: 'tokens' },
      { label: 'Length ratio', value: ratio, expected: `at least ${percent(SHORT)}` },
    ],
    examples,
    remedy: {
      text:
        'Train for more EPOCHS, choose the checkpoint by the teacher-forced loss (CHECKPOINT_CRITERION), and let beam ' +
        'search favour longer hypotheses (LENGTH_NORMALISATION 1 to 2).',
      keys: ['EPOCHS', 'CHECKPOINT_CRITERION', 'LENGTH_NORMALISATION'],
    },
    epoch,
  };
}
