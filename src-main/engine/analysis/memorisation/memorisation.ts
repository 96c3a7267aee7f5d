import type { SplitName } from '../../../../src-shared/domain/data';
import type {
  ExampleMemory,
  MemorisationReport,
  MetricsWithoutDuplicates,
  TrainingExample,
} from '../../../../src-shared/domain/memorisation';
import type { MetricValues, PredictionRecord } from '../../../../src-shared/domain/run';
import { NEAR_DUPLICATE } from '../../data/near-duplicates';
import type { PreparedData } from '../../data/prepare';
import type { TokenisedSplit } from '../../data/tokenised-split';
import { corpusTokenAccuracy, exactMatchRate } from '../../evaluation/accuracy';
import { corpusBleu } from '../../evaluation/bleu';
import type { Vocabulary } from '../../text/vocabulary';
import { advancing, type Work } from '../../work';
import { TrainingMemory } from './training-memory';
import { tokensOf } from '../../../../src-shared/domain/tokens';

export type Answer = Pick<PredictionRecord, 'index' | 'reference' | 'hypothesis'>;

export interface MemorisationRequest {
  readonly data: PreparedData;
  /** The same examples as whole texts: `tokeniseSplit` with nothing cut or framed. */
  readonly texts: TokenisedSplit;
  /** The split that was decoded. */
  readonly split: SplitName;
  readonly predictions: readonly Answer[];
  /** Similarity of targets from which an example counts as a near duplicate. */
  readonly threshold?: number;
}

/**
 * Looks up every example of an evaluation among the training examples: the nearest one by source, by reference and by
 * hypothesis (Jaccard similarity of the sets of tokens), and whether the hypothesis is a training target.
 */
export async function findMemorisation(
  { data, texts, split, predictions, threshold = NEAR_DUPLICATE }: MemorisationRequest,
  work: Work,
): Promise<MemorisationReport> {
  const memory = new TrainingMemory(texts, data.train);
  const advance = advancing('Comparing with training examples', predictions.length, 'examples', work);
  const examples: ExampleMemory[] = [];
  for (const { index, hypothesis } of predictions) {
    const answer = identifiersOf(hypothesis, data.targetVocabulary);
    examples.push({
      index,
      bySource: memory.nearestSource(texts.source.texts[split][index]),
      byTarget: memory.nearestTarget(texts.target.texts[split][index]),
      byHypothesis: memory.nearestToAnswer(answer),
      verbatim: memory.verbatim(answer),
    });
    await advance(1);
  }
  const nearDuplicates = nearDuplicatesOf(examples, threshold);
  const pointedAt = new Set(examples.flatMap((example) => evidenceOf(example, threshold)));
  return {
    examples,
    threshold,
    nearDuplicates,
    verbatim: examples.filter(({ verbatim }) => verbatim !== null).map(({ index }) => index),
    metrics: metricsWithout(predictions, nearDuplicates),
    trainingExamples: [...pointedAt].sort((a, b) => a - b).map((index) => trainingExample(data, index)),
  };
}

/** The training examples that show an example to be a near duplicate, or its hypothesis to be a training target. */
function evidenceOf({ byTarget, verbatim }: ExampleMemory, threshold: number): number[] {
  const like = byTarget !== null && byTarget.similarity >= threshold ? [byTarget.index] : [];
  return verbatim === null ? like : [...like, verbatim];
}

function trainingExample(data: PreparedData, index: number): TrainingExample {
  const { source, target } = data.train[index];
  const keepUnknown = { keepUnknown: true };
  return {
    index,
    source: data.sourceVocabulary.decode(source, keepUnknown).join(' '),
    target: data.targetVocabulary.decode(target, keepUnknown).join(' '),
  };
}

/** Positions of the examples whose target is at least so similar to a training example's. */
export function nearDuplicatesOf(examples: readonly ExampleMemory[], threshold: number): number[] {
  return examples
    .filter(({ byTarget }) => byTarget !== null && byTarget.similarity >= threshold)
    .map(({ index }) => index);
}

/** Metrics of all predictions, and of those whose examples are not among the ones left out. */
export function metricsWithout(
  predictions: readonly Answer[],
  leftOut: readonly number[],
): MetricsWithoutDuplicates {
  const duplicates = new Set(leftOut);
  const unseen = predictions.filter(({ index }) => !duplicates.has(index));
  return {
    examples: predictions.length,
    all: metricsOf(predictions),
    unseenExamples: unseen.length,
    unseen: unseen.length === 0 ? null : metricsOf(unseen),
  };
}

function metricsOf(predictions: readonly Answer[]): MetricValues {
  const hypotheses = predictions.map(({ hypothesis }) => tokensOf(hypothesis));
  const references = predictions.map(({ reference }) => tokensOf(reference));
  return {
    bleu: corpusBleu(hypotheses, references).score,
    tokenAccuracy: corpusTokenAccuracy(hypotheses, references),
    exactMatch: exactMatchRate(hypotheses, references),
  };
}

function identifiersOf(text: string, vocabulary: Vocabulary): Int32Array {
  return Int32Array.from(tokensOf(text), (token) => vocabulary.identifier(token));
}
