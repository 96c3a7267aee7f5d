import type {
  EmbeddingEvidence,
  NormStatistics,
  ProbeEvidence,
  StepStatistics,
} from '../../../../src-shared/domain/diagnosis';
import type { PredictionRecord, StepRecord } from '../../../../src-shared/domain/run';
import { SPECIAL_TOKENS } from '../../text/special-tokens';
import type { Vocabulary } from '../../text/vocabulary';
import { tokensOf } from '../../../../src-shared/domain/tokens';

/** Steps that a step's loss is compared with, and how far above their mean it must leap: in nats and as a factor. */
const WINDOW = 20;
const LEAP = { nats: 1, factor: 1.5 };
/** Tokens that are shown of those without a trained embedding. */
const SHOWN_TOKENS = 10;

/** What the steps of one epoch show; null for no step at all. `clip` is GRADIENT_CLIP. */
export function stepStatistics(
  steps: readonly Pick<StepRecord, 'loss' | 'gradientNorm'>[],
  clip: number,
): StepStatistics | null {
  if (steps.length === 0) return null;
  const norms = steps.map(({ gradientNorm }) => gradientNorm);
  return {
    steps: steps.length,
    clipped: norms.filter((norm) => norm > clip).length,
    spikes: countLeaps(steps.map(({ loss }) => loss)),
    gradientNorm: normStatistics(norms),
  };
}

/** Of at least one norm. */
export function normStatistics(norms: readonly number[]): NormStatistics {
  const sorted = Float64Array.from(norms).sort();
  const middle = (sorted.length - 1) / 2;
  return {
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    maximum: sorted[sorted.length - 1],
  };
}

/** Losses far above the mean of those just before; a window must be full, as losses fall steeply at first. */
function countLeaps(losses: readonly number[]): number {
  let sum = 0;
  return losses.filter((loss, step) => {
    const mean = sum / WINDOW;
    sum += loss - (step >= WINDOW ? losses[step - WINDOW] : 0);
    return step >= WINDOW && loss > mean + LEAP.nats && loss > LEAP.factor * mean;
  }).length;
}

/** What the outputs of probe examples show. */
export function probeEvidence(
  predictions: readonly Pick<PredictionRecord, 'hypothesis' | 'reference'>[],
): ProbeEvidence {
  const lengthOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + tokensOf(text).length, 0);
  const hypotheses = predictions.map(({ hypothesis }) => hypothesis);
  const references = predictions.map(({ reference }) => reference);
  return {
    examples: predictions.length,
    distinctOutputs: new Set(hypotheses).size,
    distinctReferences: new Set(references).size,
    hypothesisLength: lengthOf(hypotheses),
    referenceLength: lengthOf(references),
  };
}

/**
 * Entropy `-sum p ln p` in nats of the frequencies of target tokens, as the loss counts them: `<EOS>` is one of them,
 * `<SOS>` (the first of each) is not. Null without targets.
 */
export function unigramEntropy(targets: Iterable<Int32Array>): number | null {
  const counts = new Map<number, number>();
  let total = 0;
  for (const target of targets)
    for (const token of target.subarray(1)) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
      total++;
    }
  if (total === 0) return null;
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / total) * Math.log(count / total);
  return entropy;
}

/** Which tokens of a vocabulary no encoded training text has; special tokens are left out. */
export function embeddingEvidence(texts: Iterable<Int32Array>, vocabulary: Vocabulary): EmbeddingEvidence {
  const isMet = new Uint8Array(vocabulary.size);
  for (const text of texts) for (const identifier of text) isMet[identifier] = 1;
  const first = SPECIAL_TOKENS.length;
  const dead: number[] = [];
  for (let identifier = first; identifier < vocabulary.size; identifier++)
    if (isMet[identifier] === 0) dead.push(identifier);
  return {
    rows: vocabulary.size - first,
    dead: dead.length,
    tokens: dead.slice(0, SHOWN_TOKENS).map((identifier) => vocabulary.token(identifier)),
  };
}
