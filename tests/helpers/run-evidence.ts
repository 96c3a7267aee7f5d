import { scoreCorpus } from '../../src-main/engine/evaluation/corpus-scores';
import { PRESETS } from '../../src-shared/domain/configuration';
import type {
  DataFacts,
  EpochEvidence,
  EvaluationEvidence,
  RunEvidence,
  TokenSideFacts,
} from '../../src-shared/domain/diagnosis';
import type { Decoder } from '../../src-shared/domain/run';

/** A healthy run of four epochs; every test damages one thing of it. */
export function healthyRun(damage: Partial<RunEvidence> = {}): RunEvidence {
  return {
    run: 'Healthy',
    architecture: 'lstm-attention',
    configuration: PRESETS.recommended,
    unknownSettings: [],
    stepsPerEpoch: 157,
    data: healthyData(),
    memorisation: null,
    epochs: [1, 2, 3, 4].map((epoch) => healthyEpoch(epoch)),
    notFinite: null,
    targetUnigramEntropy: 5.6,
    embeddings: {
      source: { rows: 4996, dead: 12, tokens: ['zip'] },
      target: { rows: 4996, dead: 40, tokens: ['zap'] },
    },
    evaluation: evaluationOf(HEALTHY_ANSWERS),
    comparisons: [
      {
        other: 'Baseline',
        metric: 'bleu',
        difference: { value: 2.5, low: 1.9, high: 3.1 },
        p: 0.0001,
        examples: 1500,
      },
    ],
    ...damage,
  };
}

/** The same with nothing known but its configuration. */
export function unknownRun(known: Partial<RunEvidence> = {}): RunEvidence {
  return healthyRun({
    unknownSettings: null,
    stepsPerEpoch: null,
    data: null,
    epochs: [],
    targetUnigramEntropy: null,
    embeddings: null,
    evaluation: null,
    comparisons: null,
    ...known,
  });
}

export function healthyData(damage: Partial<DataFacts> = {}): DataFacts {
  const sizes = { train: 10_000, validation: 1500, test: 1500 };
  return {
    split: { rows: 17_324, sizes, requestedSizes: sizes, scaledDown: false },
    source: healthySide(50),
    target: healthySide(80),
    duplicates: { exact: 0, near: 12, threshold: 0.8 },
    targetContainsSource: { rows: 3, percentage: 0.02 },
    ...damage,
  };
}

export function healthySide(maximumLength: number, damage: Partial<TokenSideFacts> = {}): TokenSideFacts {
  return {
    maximumLength,
    truncated: 100,
    vocabularySize: 5000,
    outOfVocabulary: { train: 1, validation: 2, test: 2 },
    length: { percentile95: maximumLength - 5 },
    ...damage,
  };
}

export function healthyEpoch(epoch: number, damage: Partial<EpochEvidence> = {}): EpochEvidence {
  return {
    epoch,
    trainLoss: 4.6 - 0.4 * epoch,
    validationLossTeacherForced: 4.5 - 0.3 * epoch,
    validationLossFreeRunning: 5.2 - 0.2 * epoch,
    learningRate: 0.001,
    teacherForcingRatio: 1 - 0.0125 * (epoch - 1),
    best: true,
    steps: { steps: 157, clipped: 20, spikes: 0, gradientNorm: { median: 0.7, maximum: 3 } },
    gradients: {
      steps: 157,
      clipped: 20,
      layers: {
        'encoder.layer0': { mean: 0.1, maximum: 1 },
        'decoder.layer0': { mean: 0.3, maximum: 2 },
        attention: { mean: 0.02, maximum: 0.4 },
      },
    },
    probe: {
      examples: 10,
      distinctOutputs: 9,
      distinctReferences: 10,
      hypothesisLength: 280,
      referenceLength: 300,
    },
    ...damage,
  };
}

/** 200 answers in which one token is wrong. */
export const HEALTHY_ANSWERS = Array.from({ length: 200 }, (_, index) => ({
  reference: `def name${index} ( self , value ) : return self . field${index} + value`,
  hypothesis: `def name${index} ( self , value ) : return self . field${index} - value`,
}));

/** The evaluation of answers, scored as any other. */
export function evaluationOf(
  answers: readonly { readonly reference: string; readonly hypothesis: string }[],
  decoder: Decoder = 'greedy',
): EvaluationEvidence {
  const tokens = (text: string) => (text === '' ? [] : text.split(' '));
  const scores = scoreCorpus(
    answers.map(({ hypothesis }) => tokens(hypothesis)),
    answers.map(({ reference }) => tokens(reference)),
  );
  return {
    summary: {
      run: 'Healthy',
      architecture: 'lstm-attention',
      decoder,
      beamSize: decoder === 'beam' ? 3 : 1,
      split: 'test',
      epoch: 4,
      seconds: 1,
      ...scores,
      lengthBins: null,
      perplexity: null,
      failures: null,
      oneTokenAway: null,
    },
    predictions: answers.map((answer, index) => ({ ...answer, index })),
  };
}
