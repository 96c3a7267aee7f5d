import { lengthBins } from '../../../../src-main/engine/analysis/length-bins';
import { tokenAccuracy } from '../../../../src-main/engine/evaluation/accuracy';
import { scoreCorpus } from '../../../../src-main/engine/evaluation/corpus-scores';
import type { ReportData, RunFacts } from '../../../../src-shared/domain/report';
import type { Architecture } from '../../../../src-shared/domain/architecture';
import { PRESETS } from '../../../../src-shared/domain/configuration';
import type { EvaluationSummary } from '../../../../src-shared/domain/run';
import { environment, evaluation, split } from '../../history/samples';
import { epochRecord, sampleRun, stepRecord } from '../../renderer/samples';

const SOURCES = [
  'return the sum of x',
  'do nothing at all',
  'return "x" < y & z',
  'naïve 😀 list',
  'make a list',
];
const REFERENCES = [
  'def f ( x ) : return x + 1',
  'def g ( ) : pass',
  'def h ( y ) : return y * 2',
  'return none',
  'x = 3',
];
/** Of each docstring, before it was cut. */
const LENGTHS = [5, 4, 6, 60, 12];
export const HYPOTHESES = {
  lstm: ['def f ( x ) : return x - 1', 'def g ( ) : pass', '', 'return none', 'y = 3'],
  'lstm-attention': [
    'def f ( x ) : return x + 1',
    'def g : pass pass',
    'def h ( y ) : return y * 3',
    'return none',
    'y = 3',
  ],
} as const;
const ARCHITECTURES = ['lstm', 'lstm-attention'] as const;

/** A study of two runs on five examples, with a heatmap and a finding. */
export function sampleReport(changes: Partial<ReportData> = {}): ReportData {
  return {
    report: {
      writtenAt: '2026-01-02T10:00:00.000Z',
      application: '0.1.0',
      split: 'test',
      decoders: ['greedy'],
      seed: 42,
    },
    study: {
      id: 'study-1',
      name: 'A study',
      location: 'synthetic:60',
      createdAt: '2026-01-01T10:00:00.000Z',
      configuration: { ...PRESETS.recommended, EPOCHS: 4 },
      unknownSettings: { OPTIMISER: 'adamw' },
      split: split(40),
      notices: ['A notice'],
    },
    runs: ARCHITECTURES.map(sampleRunFacts),
    curves: ARCHITECTURES.map((architecture) => ({
      run: `run-${architecture}`,
      steps: [1, 2, 3, 4].map((step) => stepRecord(step, { loss: step === 3 ? Number.NaN : 7 - step })),
      epochs: [epochRecord(1), epochRecord(2, { best: false, validationSeconds: Number.NaN })],
    })),
    examples: SOURCES.map((source, index) => ({
      index,
      source,
      reference: REFERENCES[index],
      docstringTokens: LENGTHS[index],
      row: index.toString(16).repeat(64).slice(0, 64),
    })),
    predictions: ARCHITECTURES.map((architecture) => ({
      run: `run-${architecture}`,
      decoder: 'greedy',
      answers: HYPOTHESES[architecture].map((hypothesis, index) => ({
        index,
        hypothesis,
        logProbability: -1.5 * (index + 1),
        referenceLogProbability: -2 * (index + 1),
        recovers: index === 0 ? true : null,
        cause: hypothesis === REFERENCES[index] ? null : 'model',
      })),
    })),
    attention: {
      samples: [
        {
          run: 'run-lstm-attention',
          index: 2,
          sourceTokens: ['<SOS>', '</script>', '"x"', '<EOS>'],
          generatedTokens: ['return', '<EOS>'],
          weights: [
            [0.1, 0.2, 0.3, 0.4],
            [0.7, 0.1, 0.1, 0.1],
          ],
        },
      ],
      reason: null,
    },
    diagnosis: {
      diagnoses: [
        {
          run: 'run-lstm',
          name: 'A study/lstm',
          architecture: 'lstm',
          findings: [
            {
              id: 'short-outputs',
              severity: 'warning',
              title: 'Outputs are short',
              explanation: 'Hypotheses are <much> shorter than references.',
              evidence: [{ label: 'length ratio', value: 0.61234567, expected: 'about 1' }],
              examples: [2],
              remedy: { text: 'Train longer.', keys: ['EPOCHS'] },
              epoch: 2,
            },
          ],
          unchecked: [{ faults: ['dead-embeddings'], reason: 'no data' }],
        },
      ],
      reason: null,
    },
    ...changes,
  };
}

function sampleRunFacts(architecture: Architecture): RunFacts {
  const {
    study: _study,
    configuration: _configuration,
    ...run
  } = sampleRun({
    id: `run-${architecture}`,
    architecture,
    state: 'finished',
    environment,
  });
  const artefact = { kind: 'best-checkpoint', path: 'runs/x', bytes: 1234, sha256: 'ab'.repeat(32) } as const;
  return { ...run, evaluations: [recordedEvaluation(architecture)], artefacts: [artefact] };
}

/** As `evaluate` would have recorded it. */
function recordedEvaluation(architecture: Architecture): EvaluationSummary {
  const hypotheses = HYPOTHESES[architecture as keyof typeof HYPOTHESES].map(tokens);
  const references = REFERENCES.map(tokens);
  const run = sampleRun({ id: `run-${architecture}`, architecture });
  return evaluation(run, {
    ...scoreCorpus(hypotheses, references),
    lengthBins: lengthBins(
      LENGTHS,
      hypotheses.map((hypothesis, index) => tokenAccuracy(hypothesis, references[index])),
      42,
    ),
    // Log-probabilities of -2, -4 ... -10; 10, 6, 10, 2 and 3 tokens, each with its <EOS>.
    perplexity: Math.exp(30 / (references.flat().length + 5)),
    failures: { search: 0, model: architecture === 'lstm' ? 3 : 3 },
    oneTokenAway: null,
  });
}

function tokens(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}
