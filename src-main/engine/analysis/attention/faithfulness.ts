import type { Estimate } from '../../../../src-shared/domain/analysis';
import type {
  AnswerFaithfulness,
  AttentionMatrix,
  ExampleFaithfulness,
  RunFaithfulness,
  SourceMasking,
} from '../../../../src-shared/domain/attention-analysis';
import { bootstrapMean } from '../bootstrap';
import { attentionProfile } from '../../../../src-shared/domain/attention-profile';
import { spearman } from './rank-correlation';

/** Mean evenness from which attention counts as uniform: of ten positions, none has a weight much above 0.2. */
const UNIFORM_EVENNESS = 0.98;
/** Share of uniform examples from which a run's attention counts as uniform. */
const UNIFORM_SHARE = 0.5;

/** An answer's attention, and what masking shows, both over the same steps. */
export interface MaskingEvidence extends SourceMasking {
  /** `[step][source position]`. */
  readonly weights: AttentionMatrix;
}

/**
 * Faithfulness of the attention paid to each source token: its rank correlation with the drop of the answer's
 * log-probability when that token is masked (Jain and Wallace 2019 compare attention with leave-one-out alike).
 */
export function faithfulness(mass: readonly number[], drops: readonly number[]): number | null {
  return spearman(mass, drops);
}

/** `drops[step][token]` from the log-probabilities of an answer's tokens, and the same with each source token masked. */
export function dropsOf(whole: readonly number[], masked: AttentionMatrix): number[][] {
  return whole.map((logProbability, step) => masked.map((answer) => logProbability - answer[step]));
}

/** The faithfulness of an answer's attention, in all and step by step, and whether it is uniform. */
export function answerFaithfulness({ weights, positions, drops }: MaskingEvidence): AnswerFaithfulness {
  const { steps, mass } = attentionProfile(weights);
  const ofTokens = (row: readonly number[]) => positions.map((position) => row[position]);
  const total = positions.map((_, token) => drops.reduce((sum, row) => sum + row[token], 0));
  const evenness = mean(steps.map((step) => step.evenness));
  return {
    correlation: faithfulness(ofTokens(mass), total),
    stepwise: spearman(weights.flatMap(ofTokens), drops.flat()),
    entropy: mean(steps.map((step) => step.entropy)),
    evenness,
    coverage: steps.at(-1)?.coverage ?? 0,
    isUniform: evenness >= UNIFORM_EVENNESS,
  };
}

/** The faithfulness of a run's attention: means over its examples with 95% bootstrap intervals. */
export function runFaithfulness(examples: readonly ExampleFaithfulness[], seed: number): RunFaithfulness {
  const uniformExamples = examples.filter(({ isUniform }) => isUniform).map(({ index }) => index);
  const meanOf = (name: 'correlation' | 'stepwise') =>
    meanOfDefined(
      examples.map((example) => example[name]),
      seed,
      `faithfulness-${name}`,
    );
  return {
    examples,
    correlation: meanOf('correlation'),
    stepwise: meanOf('stepwise'),
    entropy: mean(examples.map(({ entropy }) => entropy)),
    evenness: mean(examples.map(({ evenness }) => evenness)),
    coverage: mean(examples.map(({ coverage }) => coverage)),
    uniformExamples,
    isUniform: examples.length > 0 && uniformExamples.length >= UNIFORM_SHARE * examples.length,
    seed,
  };
}

function meanOfDefined(values: readonly (number | null)[], seed: number, stream: string): Estimate | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : bootstrapMean(defined, seed, stream);
}

/** 0 for no value at all. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
