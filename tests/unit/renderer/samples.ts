import { PRESETS } from '../../../src-shared/domain/configuration';
import type { DataReport, TokenSideReport } from '../../../src-shared/domain/data';
import type { EpochRecord, EvaluationSummary, Run, StepRecord, Study } from '../../../src-shared/domain/run';
import { pack, type Packed } from '../../../src-shared/contract/transport';
import type { StudyList } from '../../../src-shared/domain/study-list';
import type { Palette } from '../../../src-shared/charts/palette';

export const PALETTE: Palette = {
  text: 'rgb(0, 0, 0)',
  muted: 'rgb(90, 90, 90)',
  border: 'rgb(200, 200, 200)',
  surface: 'rgb(255, 255, 255)',
  raised: 'rgb(255, 255, 255)',
  accent: 'rgb(60, 80, 180)',
  warning: 'rgb(130, 80, 0)',
  architectures: { 'vanilla-rnn': 'red', lstm: 'blue', 'lstm-attention': 'green' },
};

export function stepRecord(step: number, changes: Partial<StepRecord> = {}): StepRecord {
  return {
    step,
    epoch: Math.ceil(step / 10),
    loss: 7 - 0.1 * step,
    gradientNorm: 1.5,
    learningRate: 0.001,
    teacherForcingRatio: 1,
    tokens: 100,
    seconds: 0.5,
    ...changes,
  };
}

export function epochRecord(epoch: number, changes: Partial<EpochRecord> = {}): EpochRecord {
  return {
    epoch,
    trainLoss: 5,
    validationLossTeacherForced: 6 - epoch,
    validationLossFreeRunning: 7 - epoch,
    learningRate: 0.001,
    teacherForcingRatio: 1,
    tokensPerSecond: 200,
    seconds: 6,
    validationSeconds: 1,
    best: true,
    gradients: null,
    ...changes,
  };
}

export function sampleRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    study: 'study-1',
    architecture: 'lstm',
    state: 'running',
    reason: null,
    configuration: { ...PRESETS.recommended, EPOCHS: 4 },
    parameters: 1000,
    createdAt: '2026-01-01T10:00:00.000Z',
    startedAt: '2026-01-01T10:00:10.000Z',
    finishedAt: null,
    seconds: null,
    stepsPerEpoch: 10,
    step: 10,
    epoch: 1,
    bestEpoch: null,
    bestValidationLoss: null,
    teacherForcedLoss: null,
    trainLoss: null,
    environment: null,
    evaluations: [],
    origin: null,
    baseline: false,
    notes: '',
    tags: [],
    archived: false,
    ...changes,
  };
}

export function sampleStudy(runs: readonly Run[], changes: Partial<Study> = {}): Study {
  return {
    id: 'study-1',
    name: 'A study',
    location: 'python:stdlib',
    createdAt: '2026-01-01T10:00:00.000Z',
    configuration: PRESETS.recommended,
    unknownSettings: {},
    split: null,
    notices: [],
    runs,
    notes: '',
    tags: [],
    archived: false,
    ...changes,
  };
}

export function sampleEvaluation(changes: Partial<EvaluationSummary> = {}): EvaluationSummary {
  return {
    run: 'run-1',
    architecture: 'lstm',
    decoder: 'greedy',
    beamSize: 1,
    split: 'test',
    examples: 50,
    bleu: 2,
    tokenAccuracy: 10,
    exactMatch: 0,
    exactMatchText: 0,
    asNotebook: { bleu: 1, tokenAccuracy: 9, exactMatch: 0 },
    bleuSignature: 'nrefs:1|tok:none|smooth:exp',
    brevityPenalty: 0.9,
    precisions: [20, 5, 2, 1],
    hypothesisLength: 900,
    referenceLength: 1000,
    distinctOutputs: 40,
    lengthBins: null,
    errors: null,
    lengthRatio: 0.9,
    repetition: 0,
    perplexity: null,
    failures: null,
    oneTokenAway: null,
    epoch: 3,
    seconds: 2,
    ...changes,
  };
}

function sideReport(vocabularySize: number, maximumLength: number): TokenSideReport {
  return {
    length: { minimum: 2, median: 10, mean: 11, percentile95: 20, maximum: 30 },
    histogram: { binWidth: 5, counts: [10, 60, 30] },
    maximumLength,
    truncated: 4,
    vocabularySize,
    distinctTokens: 400,
    outOfVocabulary: { train: 1, validation: 2, test: 3 },
  };
}

export const sampleReport: DataReport = {
  location: 'python:stdlib',
  description: 'Python 3.12',
  rows: 100,
  skipped: {},
  split: {
    location: 'python:stdlib',
    description: 'Python 3.12',
    seed: 42,
    rows: 100,
    sizes: { train: 80, validation: 10, test: 10 },
    requestedSizes: { train: 10_000, validation: 1500, test: 1500 },
    scaledDown: true,
    skipped: {},
    hash: 'ab',
  },
  source: sideReport(120, 50),
  target: sideReport(150, 80),
  duplicates: { exact: 0, near: 1, threshold: 0.8 },
  targetContainsSource: { rows: 0, percentage: 0 },
  warnings: [],
  sample: [{ docstring: 'Adds two numbers.', code: 'def add(a, b):\n    return a + b' }],
};

/** Studies as the main process lists them. */
export function packedStudies(...studies: readonly Study[]): Packed<StudyList> {
  const runs = studies.flatMap((study) => study.runs);
  return pack({
    configurations: [...studies, ...runs].map(({ configuration }) => configuration),
    environments: [],
    studies: studies.map((study, place) => ({
      ...study,
      configuration: place,
      runs: study.runs.map((run) => ({
        ...run,
        configuration: studies.length + runs.indexOf(run),
        environment: null,
        evaluations: run.evaluations.map(
          ({ split, decoder, bleu, tokenAccuracy, exactMatch, perplexity, seconds }) => ({
            split,
            decoder,
            bleu,
            tokenAccuracy,
            exactMatch,
            perplexity,
            seconds,
          }),
        ),
      })),
    })),
  });
}
