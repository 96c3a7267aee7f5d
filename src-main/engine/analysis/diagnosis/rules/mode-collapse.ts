import { formatCount } from '../../../../../src-shared/format/numbers';
import type { Finding, FindingEvidence, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { since } from '../rule';

/** Distinct outputs, as a share of the distinct references, up to which a model has collapsed. */
const COLLAPSED_SHARE = 0.05;
/** Of fewer distinct references nothing can be said. */
const FEWEST_REFERENCES = 5;

interface Variety {
  readonly distinctOutputs: number;
  readonly distinctReferences: number;
}

/** Few answers to many questions, as in the published run: at most 19 distinct outputs for 1,500 docstrings. */
export function modeCollapse(evidence: RunEvidence): (Finding | null)[] {
  const probed = evidence.epochs.filter(({ probe }) => probe !== null);
  const epoch = since(probed, ({ probe }) => hasCollapsed(probe!))?.epoch ?? null;
  const { evaluation } = evidence;
  if (!evaluation) {
    const probe = epoch === null ? null : probed.at(-1)!.probe!;
    return [probe && finding(probe, probe.examples, [], [], epoch)];
  }
  const { predictions, summary } = evaluation;
  const variety = {
    distinctOutputs: summary.distinctOutputs,
    distinctReferences: new Set(predictions.map(({ reference }) => reference)).size,
  };
  if (!hasCollapsed(variety)) return [null];
  const [output, examples] = mostFrequent(predictions);
  const answer = [
    { label: 'Most frequent output', value: output === '' ? '(empty)' : output },
    { label: 'Examples with that output', value: examples.length },
  ];
  return [finding(variety, predictions.length, answer, examples, epoch)];
}

function hasCollapsed({ distinctOutputs, distinctReferences }: Variety): boolean {
  return (
    distinctReferences >= FEWEST_REFERENCES &&
    distinctOutputs <= Math.max(1, COLLAPSED_SHARE * distinctReferences)
  );
}

function mostFrequent(
  predictions: readonly { readonly index: number; readonly hypothesis: string }[],
): [string, number[]] {
  const examples = new Map<string, number[]>();
  for (const { index, hypothesis } of predictions) {
    const same = examples.get(hypothesis);
    if (same) same.push(index);
    else examples.set(hypothesis, [index]);
  }
  return [...examples].reduce((most, entry) => (entry[1].length > most[1].length ? entry : most));
}

function finding(
  { distinctOutputs, distinctReferences }: Variety,
  total: number,
  answer: readonly FindingEvidence[],
  examples: readonly number[],
  epoch: number | null,
): Finding {
  const outputs =
    distinctOutputs === 1 ? 'the same output' : `only ${formatCount(distinctOutputs)} distinct outputs`;
  return {
    id: 'mode-collapse',
    severity: 'critical',
    title: 'Every question gets the same answer',
    explanation:
      `The model writes ${outputs} for ${formatCount(total)} examples with ${formatCount(distinctReferences)} distinct references: ` +
      'it does not use what it reads.',
    evidence: [
      {
        label: 'Distinct outputs',
        value: distinctOutputs,
        expected: `more than ${100 * COLLAPSED_SHARE}% of the distinct references`,
      },
      { label: 'Distinct references', value: distinctReferences },
      ...answer,
    ],
    examples,
    remedy: {
      text:
        'Train for more EPOCHS with the true previous token (TEACHER_FORCING_RATIO near 1), let gradients through ' +
        'from the start (INITIALISATION orthogonal, FORGET_GATE_BIAS 1) and choose the checkpoint by the ' +
        'teacher-forced loss (CHECKPOINT_CRITERION).',
      keys: ['EPOCHS', 'TEACHER_FORCING_RATIO', 'INITIALISATION', 'FORGET_GATE_BIAS', 'CHECKPOINT_CRITERION'],
    },
    epoch,
  };
}
