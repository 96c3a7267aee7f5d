import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ARCHITECTURES } from '../../../src-shared/domain/architecture';
import { PRESETS } from '../../../src-shared/domain/configuration';
import type { SplitRecord } from '../../../src-shared/domain/data';
import type {
  EnvironmentRecord,
  EpochRecord,
  EvaluationSummary,
  PredictionRecord,
  ProbeRecord,
  Run,
  StepRecord,
} from '../../../src-shared/domain/run';
import { openHistory, type History, type NewStudy } from '../../../src-main/history';

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function temporaryHistory(home = temporaryFolder()): History {
  const history = openHistory(home);
  onTestFinished(() => history.close());
  return history;
}

export const newStudy: NewStudy = {
  name: 'First study',
  source: { location: 'synthetic:60' },
  configuration: PRESETS.recommended,
  architectures: ARCHITECTURES,
};

export const environment: EnvironmentRecord = {
  application: '0.1.0',
  gitRevision: null,
  platform: 'linux x64',
  runtime: 'Node 20.20.2',
  backend: 'native',
  tensorflow: '2.21.0',
  device: 'CPU',
  threads: 2,
  oneDnn: true,
};

export function step(number: number, epoch = 1): StepRecord {
  return {
    step: number,
    epoch,
    loss: 5 / number,
    gradientNorm: 1.5,
    learningRate: 0.001,
    teacherForcingRatio: 1,
    tokens: 640,
    seconds: 0.25,
  };
}

export function epoch(number: number, validationLoss: number, best: boolean): EpochRecord {
  return {
    epoch: number,
    trainLoss: validationLoss - 0.5,
    validationLossTeacherForced: validationLoss,
    validationLossFreeRunning: validationLoss + 1,
    learningRate: 0.001,
    teacherForcingRatio: 0.9,
    tokensPerSecond: 3000,
    seconds: 12,
    validationSeconds: 3,
    best,
    gradients: { steps: 10, clipped: 4, layers: { output: { mean: 0.5, maximum: 1.25 } } },
  };
}

export function split(examples: number): SplitRecord {
  const hash = (index: number) => index.toString(16).padStart(64, '0');
  return {
    location: 'synthetic:60',
    description: 'Synthetic pairs, 60 rows',
    seed: 42,
    rows: 60,
    sizes: { train: examples, validation: 1, test: 1 },
    requestedSizes: { train: examples, validation: 1, test: 1 },
    scaledDown: false,
    skipped: { 'empty docstring': 2 },
    hash: hash(99),
    exampleHashes: {
      train: Array.from({ length: examples }, (_, index) => hash(index)),
      validation: [hash(1000)],
      test: [hash(2000)],
    },
  };
}

export function evaluation(run: Run, changes: Partial<EvaluationSummary> = {}): EvaluationSummary {
  return {
    run: run.id,
    architecture: run.architecture,
    decoder: 'greedy',
    beamSize: 1,
    split: 'test',
    examples: 2,
    bleu: 12.5,
    tokenAccuracy: 40,
    exactMatch: 50,
    exactMatchText: 50,
    asNotebook: { bleu: 13, tokenAccuracy: 41, exactMatch: 50 },
    bleuSignature: 'tokenize=none smooth=exp',
    brevityPenalty: 0.9,
    precisions: [50, 30, 20, 10],
    hypothesisLength: 20,
    referenceLength: 22,
    distinctOutputs: 2,
    lengthBins: [{ bin: '[0,10)', examples: 2, tokenAccuracy: 40, low: 20, high: 60 }],
    errors: [{ category: 'other', count: 1, percentage: 100 }],
    lengthRatio: 20 / 22,
    repetition: 0.125,
    perplexity: 12.5,
    failures: { search: 0, model: 1 },
    oneTokenAway: [{ tokenClass: 'keyword', failures: 1, recovered: 0 }],
    epoch: 1,
    seconds: 0.5,
    ...changes,
  };
}

const MATCH = { category: null, divergence: null, divergenceClass: null, recovers: null, cause: null };
const FAILURE = {
  category: 'missing-return',
  divergence: 3,
  divergenceClass: 'identifier',
  recovers: true,
  cause: 'model',
} as const;

export function prediction(index: number, hypothesis: string): PredictionRecord {
  return {
    index,
    source: `return item ${index} of the list`,
    reference: `def item_${index} ( x ) : return x [ ${index} ]`,
    docstringTokens: 6 + index,
    hypothesis,
    logProbability: -1.25 * (index + 1),
    tokenAccuracy: 75,
    exactMatch: index === 0,
    bleu: 60 - index,
    repetition: 0.25,
    referenceLogProbability: -2.5 * (index + 1),
    ...(index === 0 ? MATCH : FAILURE),
  };
}

/** Attention looks at one source position after another. */
export function probe(index: number, hypothesis: string, columns: number | null = null): ProbeRecord {
  const rows = hypothesis.split(' ').length + 1;
  const weights = (row: number) =>
    Array.from({ length: columns! }, (_, column) => (column === row % columns! ? 200 : 55) / 255);
  return {
    index,
    source: `write item ${index}`,
    reference: `def write_${index} ( ) : pass`,
    docstringTokens: 3,
    hypothesis,
    logProbability: -0.5 * (index + 1),
    attention: columns === null ? null : Array.from({ length: rows }, (_, row) => weights(row)),
  };
}
