import { exampleStatistics } from '../../../../src-main/engine/analysis/example-statistics';
import type { Decoder, EvaluationSummary } from '../../../../src-shared/domain/run';
import { configurationOf, PLAN } from '../../../../bench/study/plan';
import type { RecordedEvaluation, StudyRecord } from '../../../../bench/study/record';

interface Given {
  readonly references: readonly (readonly string[])[];
  readonly hypotheses: readonly (readonly string[])[];
  readonly logProbabilities: readonly number[];
  readonly summary?: Partial<EvaluationSummary>;
  readonly repetitive?: number;
}

/** What the study keeps of an evaluation, of answers that are given. */
export function recordedEvaluation(decoder: Decoder, given: Given): RecordedEvaluation {
  const { references, hypotheses, logProbabilities, repetitive = 0 } = given;
  const { rows } = exampleStatistics(hypotheses, references);
  const summary = {
    ...{ decoder, split: 'test', examples: references.length, bleu: 1, tokenAccuracy: 10, exactMatch: 0 },
    ...{ perplexity: 10, distinctOutputs: 1, lengthRatio: 1, lengthBins: null, errors: null },
    ...given.summary,
  } as EvaluationSummary;
  return {
    summary,
    repetitive,
    paired: {
      statistics: Buffer.from(rows.buffer).toString('base64'),
      referenceLogProbabilities: logProbabilities,
      referenceTokens: references.map((tokens) => tokens.length + 1),
    },
  };
}

/** A record of the plan's item of that name. */
export function studyRecord(name: string, evaluations: readonly RecordedEvaluation[]): StudyRecord {
  const item = PLAN.find((found) => found.name === name)!;
  return {
    item,
    run: {
      ...{ id: 'run', configuration: configurationOf(item), parameters: 1000, epoch: 4, bestEpoch: 3 },
      ...{ seconds: 60, stepsPerEpoch: 10, environment: null, startedAt: null, finishedAt: null },
    },
    ...{ splitHash: '0123456789abcdef', resumed: false, steps: [], epochs: [epoch], evaluations },
    ...{ findings: [], attention: [], words: [], passport: null },
  };
}

const epoch = {
  ...{
    epoch: 1,
    trainLoss: 3,
    validationLossTeacherForced: 3,
    validationLossFreeRunning: 4,
    learningRate: 0.001,
  },
  ...{
    teacherForcingRatio: 1,
    tokensPerSecond: 1000,
    seconds: 60,
    validationSeconds: 5,
    best: true,
    gradients: null,
  },
};
