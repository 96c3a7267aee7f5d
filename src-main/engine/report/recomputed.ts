import type {
  Comparison,
  Outcome,
  PairComparison,
  RunPredictions,
} from '../../../src-shared/domain/analysis';
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { AnswerAnalysis, Decoder, EvaluationSummary } from '../../../src-shared/domain/run';
import { compareRuns } from '../analysis/comparison';
import { firstDivergence } from '../analysis/divergence';
import { errorCategory } from '../analysis/error-categories';
import { countCauses, countOneTokenAway } from '../analysis/failures';
import { lengthBins } from '../analysis/length-bins';
import { evaluationFamilies } from '../analysis/pair-families';
import { tokenClass } from '../analysis/token-classes';
import { tokenAccuracy } from '../evaluation/accuracy';
import { sentenceBleu } from '../evaluation/bleu';
import { type CorpusScores, scoreCorpus } from '../evaluation/corpus-scores';
import type {
  AnswerFacts,
  ExampleFacts,
  PredictionFacts,
  ReportData,
  RunFacts,
} from '../../../src-shared/domain/report';
import { tokensOf } from '../../../src-shared/domain/tokens';

/** An answer with what follows from its tokens. */
export interface RecomputedAnswer extends AnswerFacts {
  readonly outcome: Outcome;
  readonly bleu: number;
  readonly tokenAccuracy: number;
}

/** An evaluation as the embedded predictions have it, whatever was recorded of it. */
export interface RecomputedEvaluation
  extends CorpusScores, Pick<EvaluationSummary, 'lengthBins' | 'perplexity' | 'failures' | 'oneTokenAway'> {
  readonly run: RunFacts;
  /** What the run is called. */
  readonly label: string;
  readonly decoder: Decoder;
  readonly answers: readonly RecomputedAnswer[];
}

/** The evaluations by one decoder, and how they compare. */
export interface DecoderResults {
  readonly decoder: Decoder;
  readonly evaluations: readonly RecomputedEvaluation[];
  readonly comparison: Comparison;
}

/** Everything that a report's predictions say. */
export function recompute(data: ReportData): DecoderResults[] {
  const examples = new Map(data.examples.map((example) => [example.index, example]));
  return data.report.decoders.map((decoder) => {
    const predictions = data.predictions.filter((facts) => facts.decoder === decoder);
    return {
      decoder,
      evaluations: predictions.map((facts) => recomputeEvaluation(data, facts, examples)),
      comparison: compareRuns(
        predictions.map((facts) => comparedPredictions(data, facts, examples)),
        data.report.seed,
      ),
    };
  });
}

/** Beam search against greedy decoding: a pair for each run that was evaluated by both. */
export function recomputeDecoderPairs(data: ReportData): readonly PairComparison[] {
  const examples = new Map(data.examples.map((example) => [example.index, example]));
  const families = evaluationFamilies(data.predictions.map(({ run: id, decoder }) => ({ id, decoder })));
  const ofOneRun = families.filter(
    ([[first, second]]) => data.predictions[first].run === data.predictions[second].run,
  );
  const compared = data.predictions.map((facts) => comparedPredictions(data, facts, examples));
  return compareRuns(compared, data.report.seed, ofOneRun).pairs;
}

function comparedPredictions(
  data: ReportData,
  { run, answers }: PredictionFacts,
  examples: ReadonlyMap<number, ExampleFacts>,
): RunPredictions {
  return {
    run: labelOf(data.runs, runOf(data, run)),
    predictions: answers.map(({ index, hypothesis }) => ({ ...exampleOf(examples, index), hypothesis })),
  };
}

/** What a run is called: its architecture, and its id where two have one. */
export function labelOf(runs: readonly RunFacts[], run: RunFacts): string {
  const isShared = runs.some(({ id, architecture }) => id !== run.id && architecture === run.architecture);
  const title = ARCHITECTURE_TITLES[run.architecture];
  return isShared ? `${title} (${run.id})` : title;
}

export function runOf(data: Pick<ReportData, 'runs'>, id: string): RunFacts {
  const run = data.runs.find((candidate) => candidate.id === id);
  if (!run) throw new RangeError(`the report has no run ${id}`);
  return run;
}

function exampleOf(examples: ReadonlyMap<number, ExampleFacts>, index: number): ExampleFacts {
  const example = examples.get(index);
  if (!example) throw new RangeError(`the report has no example ${index}`);
  return example;
}

function recomputeEvaluation(
  data: ReportData,
  { run: id, decoder, answers }: PredictionFacts,
  examples: ReadonlyMap<number, ExampleFacts>,
): RecomputedEvaluation {
  const run = runOf(data, id);
  const asked = answers.map(({ index }) => exampleOf(examples, index));
  const hypotheses = answers.map(({ hypothesis }) => tokensOf(hypothesis));
  const references = asked.map(({ reference }) => tokensOf(reference));
  const analysed = answers.map((answer, row) => analyseAnswer(answer, hypotheses[row], references[row]));
  const lengths = asked.map(({ docstringTokens }) => docstringTokens).filter((tokens) => tokens !== null);
  const isAnalysed = answers.every((answer) => answer.referenceLogProbability !== null);
  return {
    run,
    label: labelOf(data.runs, run),
    decoder,
    answers: analysed,
    ...scoreCorpus(hypotheses, references),
    lengthBins:
      lengths.length < asked.length
        ? null
        : lengthBins(
            lengths,
            analysed.map((answer) => answer.tokenAccuracy),
            data.study.configuration.SEED,
          ),
    perplexity: isAnalysed ? perplexityOf(answers, references) : null,
    failures: isAnalysed ? countCauses(answers) : null,
    oneTokenAway: isAnalysed
      ? countOneTokenAway(
          answers.map((answer, row) => ({
            recovers: answer.recovers,
            divergenceClass: divergenceClass(hypotheses[row], references[row]),
          })),
        )
      : null,
  };
}

function analyseAnswer(
  answer: AnswerFacts,
  hypothesis: readonly string[],
  reference: readonly string[],
): RecomputedAnswer {
  return {
    ...answer,
    outcome: errorCategory(hypothesis, reference) ?? 'correct',
    bleu: sentenceBleu(hypothesis, reference).score,
    tokenAccuracy: tokenAccuracy(hypothesis, reference),
  };
}

function divergenceClass(
  hypothesis: readonly string[],
  reference: readonly string[],
): AnswerAnalysis['divergenceClass'] {
  const divergence = firstDivergence(hypothesis, reference);
  return divergence === null ? null : tokenClass(reference[divergence] ?? null);
}

/** Each reference counts with its `<EOS>`, as the model was asked for it. */
function perplexityOf(
  answers: readonly AnswerFacts[],
  references: readonly (readonly string[])[],
): number | null {
  const logProbability = answers.reduce((sum, answer) => sum + (answer.referenceLogProbability ?? 0), 0);
  const tokens = references.reduce((sum, reference) => sum + reference.length + 1, 0);
  const value = Math.exp(-logProbability / tokens);
  return Number.isFinite(value) ? value : null;
}
